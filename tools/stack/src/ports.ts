import { createServer } from 'node:net';

/** Where each part listens on loopback; the next free port is taken where one is in use. */
export const defaultPorts = {
  page: 8080,
  ingest: 8081,
  enrichment: 8082,
  parking: 8083,
  energy: 8084,
  security: 8085,
  registry: 8090,
  kafka: 9092,
  controller: 9093,
  clickhouse: 8123,
} as const;

export type PortName = keyof typeof defaultPorts;
export type Ports = Readonly<Record<PortName, number>>;

// Below the range out of which systems take ports for outgoing connections, so that none of these takes one between the
// moment it was chosen and the moment its part listens; and above those that a Kubernetes control plane on the same machine
// has for good (23790 to 26480, in tests).
const anyFrom = 27_000;
const anyBelow = 32_000;
const anyPort = (): number => anyFrom + Math.floor(Math.random() * (anyBelow - anyFrom));

/** The port, where it could be listened on; undefined where it is taken. */
const tryPort = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(undefined);
    });
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      probe.close(() => {
        resolve(port);
      });
    });
  });

/** Any port of loopback that is free now. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = await tryPort(anyPort());
    if (port !== undefined) return port;
  }
  throw new Error('No port of loopback is free.');
}

/**
 * The ports of one stack: the usual ones, each the next free one where it is taken; or any that are free, for stacks
 * that stand beside another.
 */
export async function choosePorts(which: 'usual' | 'any'): Promise<Ports> {
  const taken = new Set<number>();
  const chosen: Partial<Record<PortName, number>> = {};
  for (const [name, usual] of Object.entries(defaultPorts) as [PortName, number][]) {
    let wanted = usual;
    let port = which === 'any' ? await freePort() : await tryPort(wanted);
    while (port === undefined || taken.has(port)) port = which === 'any' ? await freePort() : await tryPort(++wanted);
    taken.add(port);
    chosen[name] = port;
  }
  return chosen as Ports;
}
