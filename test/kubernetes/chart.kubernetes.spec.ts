import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCluster, whyNoCluster, type Cluster } from './control-plane.js';

const reason = whyNoCluster();
if (reason !== undefined) process.stderr.write(`The chart's tests are skipped: ${reason}.\n`);

const settings = [
  'kafka.brokers=kafka-0.kafka:9092,kafka-1.kafka:9092'.replace(',', '\\,'),
  'registry.url=http://registry/apis/ccompat/v7',
  'clickhouse.url=http://clickhouse:8123',
  `secrets.adminKeySha256=${'0'.repeat(64)}`,
  `secrets.masterKey=${Buffer.alloc(32).toString('base64')}`,
].flatMap((setting) => ['--set', setting]);

interface Deployments {
  readonly items: readonly { metadata: { name: string }; status: { readyReplicas?: number } }[];
}

(reason === undefined ? describe : describe.skip)('the chart on a real API server', () => {
  const namespace = `naru-test-${process.pid}`;
  // A name that YAML takes for a boolean: everything that carries it must be quoted.
  const release = 'n';
  let cluster: Cluster;
  const helm = (...args: string[]): string => cluster.helm(...args, '--namespace', namespace);
  const readyReplicas = (): Record<string, number> => {
    const { items } = JSON.parse(cluster.kubectl('-n', namespace, 'get', 'deployments', '-o', 'json')) as Deployments;
    return Object.fromEntries(items.map(({ metadata, status }) => [metadata.name, status.readyReplicas ?? 0]));
  };

  beforeAll(() => {
    cluster = startCluster();
    cluster.kubectl('create', 'namespace', namespace);
    cluster.kubectl('label', 'namespace', namespace, 'pod-security.kubernetes.io/enforce=restricted');
  }, 1_200_000);

  afterAll(() => {
    cluster.kubectl('delete', 'namespace', namespace, '--wait=false');
    cluster.stop();
  }, 60_000);

  it('installs under restricted pod security, every service ready', () => {
    helm('install', release, 'helm/naru', '--wait', '--timeout', '90s', ...settings);
    expect(readyReplicas()).toEqual(
      Object.fromEntries(
        ['analytics', 'energy', 'enrichment', 'ingest', 'parking', 'security'].map((name) => [`n-${name}`, 2]),
      ),
    );
  }, 120_000);

  it('upgrades in place', () => {
    helm(
      'upgrade',
      release,
      'helm/naru',
      '--wait',
      '--timeout',
      '90s',
      '--reuse-values',
      '--set',
      'services.parking.replicas=3',
    );
    expect(readyReplicas()['n-parking']).toBe(3);
  }, 120_000);

  it.each([
    ['no brokers', 'kafka.brokers='],
    ['a service that does not exist', 'services.weather.replicas=1'],
    ['replicas that are no number', 'services.parking.replicas=many'],
  ])('refuses %s', (_, setting) => {
    expect(() => helm('upgrade', release, 'helm/naru', '--reuse-values', '--dry-run', '--set', setting)).toThrow();
  });

  it('takes itself away', () => {
    helm('uninstall', release, '--wait', '--timeout', '60s');
    expect(readyReplicas()).toEqual({});
  }, 90_000);
});
