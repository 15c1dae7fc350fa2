import { Warehouse } from '@naru/clickhouse';
import { loadConfig } from '@naru/config';
import { type TopicContract, topicSettings } from '@naru/contracts';
import { type RunningService, startService } from '@naru/http';
import { beginGroups } from '@naru/streams';
import { HubUnderTest, eventually, testStack } from '@naru/testing';
import { describeAnalytics } from '../../src/app.module.js';
import { analyticsConfig } from '../../src/config.js';
import { topology } from '../../src/topology.js';

/** Analytics on the shared stack, with topics and databases of its own. */
export class AnalyticsUnderTest {
  readonly #instances: RunningService[] = [];
  readonly warehouse = new Warehouse({ ...testStack().clickhouse, application: 'tests' });

  private constructor(readonly hub: HubUnderTest) {}

  /** With topics of other services, where a test writes them. */
  static async open(...others: readonly TopicContract[]): Promise<AnalyticsUnderTest> {
    const { reads, writes, views } = topology;
    return new AnalyticsUnderTest(
      await HubUnderTest.open([
        ...Object.values(reads),
        writes.parkingRecomputes,
        writes.energyRecomputes,
        writes.energyZoneRecomputes,
        writes.securityRecomputes,
        views.setAsideDecisions,
        ...others,
      ]),
    );
  }

  /** An instance that has brought the warehouse up to the contract and joined the group. */
  async start(instance: string, changes: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    const environment = this.environment(instance, changes);
    const service = await startService(describeAnalytics(loadConfig(analyticsConfig, environment)));
    this.#instances.push(service);
    return service;
  }

  /** What an instance is told of its surroundings. */
  environment(instance: string, changes: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
    const { url, user, password } = testStack().clickhouse;
    return {
      ...this.hub.environment(instance),
      NARU_CLICKHOUSE_URL: url,
      NARU_CLICKHOUSE_USER: user,
      NARU_CLICKHOUSE_PASSWORD: password,
      NARU_OPEN_DATA: 'true',
      NARU_ANALYTICS_FLUSH_MILLISECONDS: '50',
      ...changes,
    };
  }

  /** Deletes a topic with all that it holds, and makes it anew. */
  async remake(topic: TopicContract): Promise<void> {
    const { names, client } = this.hub;
    const name = names.topic(topic);
    await client.admin.deleteTopics([name]);
    const spec = { name, partitions: topic.partitions, configs: topicSettings(topic) };
    await beginGroups({ admin: client.admin, names }, [topic], await client.admin.createTopics([spec]));
  }

  /** Waits until an instance is ready, or isn't. */
  async until(
    service: RunningService,
    isReady: boolean,
  ): Promise<readonly { name: string; ready: boolean; reason: string }[]> {
    const ask = async () => (await (await fetch(`${service.url}/health/ready`)).json()) as Health;
    const { conditions } = await eventually(ask, ({ status }) => (status === 'ready') === isReady, 60_000);
    return conditions;
  }

  relation(topic: TopicContract): string {
    return `${this.hub.names.database(topic.context)}.${this.hub.names.table(topic)}`;
  }

  /** Reads rows until there are so many. */
  async rows<T = Record<string, unknown>>(sql: string, wanted: number): Promise<T[]> {
    return eventually(
      () => this.warehouse.rows<T>({ sql }),
      (rows) => rows.length >= wanted,
      60_000,
    );
  }

  /** Asks a count until it is as wanted. */
  async untilCount(relation: string, wanted: number): Promise<void> {
    const ask = async () =>
      (await this.warehouse.rows<{ n: number }>({ sql: `SELECT count()::UInt32 AS n FROM ${relation}` }))[0]?.n;
    await eventually(ask, (n) => n === wanted, 60_000);
  }

  async close(): Promise<void> {
    for (const instance of this.#instances) await instance.stop();
    for (const { context } of Object.values(topology.reads))
      await this.warehouse.run({ sql: `DROP DATABASE IF EXISTS ${this.hub.names.database(context)}` });
    await this.warehouse.close();
    await this.hub.close();
  }
}

interface Health {
  readonly status: 'ready' | 'not ready';
  readonly conditions: readonly { name: string; ready: boolean; reason: string }[];
}
