import { Warehouse } from '@naru/clickhouse';
import { loadConfig } from '@naru/config';
import type { TopicContract } from '@naru/contracts';
import { type RunningService, type ServiceOptions, startService } from '@naru/http';
import { HubUnderTest, eventually, testStack } from '@naru/testing';
import { describeAnalytics } from '../../apps/analytics/src/app.module.js';
import { analyticsConfig } from '../../apps/analytics/src/config.js';
import { type RecomputeAnswer, recomputeAnswer } from '../../apps/analytics/src/http/recompute-answers.js';
import { topology as analyticsTopology } from '../../apps/analytics/src/topology.js';

/** A stage, by its topology and by how it is started. */
interface Stage {
  readonly reads: Readonly<Record<string, TopicContract>>;
  readonly changelogs: readonly TopicContract[];
  describe(environment: (name: string) => Readonly<Record<string, string>>): ServiceOptions;
}

/** Analytics and a stage on the real broker and the real warehouse. */
export class RecomputeUnderTest {
  private constructor(
    readonly hub: HubUnderTest,
    readonly warehouse: Warehouse,
    private readonly analytics: RunningService,
    private readonly instances: readonly RunningService[],
    private readonly key: string,
  ) {}

  static async open(stage: Stage): Promise<RecomputeUnderTest> {
    const { reads, writes, views } = analyticsTopology;
    const topics = [
      ...Object.values(reads),
      ...Object.values(writes),
      ...Object.values(views),
      ...Object.values(stage.reads),
      ...stage.changelogs,
    ];
    const hub = await HubUnderTest.open([...new Set(topics)]);
    const key = await hub.key('manage', 'read');
    const { clickhouse } = testStack();
    const warehouse = new Warehouse({ ...clickhouse, application: 'tests' });
    const started = await startService(stage.describe((name) => hub.environment(name)));
    const environment = {
      ...hub.environment('analytics'),
      NARU_CLICKHOUSE_URL: clickhouse.url,
      NARU_CLICKHOUSE_USER: clickhouse.user,
      NARU_CLICKHOUSE_PASSWORD: clickhouse.password,
      NARU_ANALYTICS_FLUSH_MILLISECONDS: '50',
    };
    const analytics = await startService(describeAnalytics(loadConfig(analyticsConfig, environment)));
    for (const { url } of [started, analytics])
      await eventually(
        async () => (await fetch(`${url}/health/ready`)).ok,
        (isReady) => isReady,
        60_000,
      );
    return new RecomputeUnderTest(hub, warehouse, analytics, [started, analytics], key);
  }

  async close(): Promise<void> {
    for (const instance of this.instances) await instance.stop();
    for (const context of new Set(Object.values(analyticsTopology.reads).map((topic) => topic.context)))
      await this.warehouse.run({ sql: `DROP DATABASE IF EXISTS ${this.hub.names.database(context)}` });
    await this.warehouse.close();
    await this.hub.close();
  }

  /** Commands a recompute and waits for its end. */
  async recompute(range: Readonly<Record<string, unknown>>): Promise<RecomputeAnswer> {
    const { id } = await this.#ask('POST', '', range);
    return eventually(
      () => this.#ask('GET', `/${id}`),
      ({ state }) => state !== 'running',
      60_000,
    );
  }

  async #ask(method: string, path: string, body?: unknown): Promise<RecomputeAnswer> {
    const response = await fetch(`${this.analytics.url}/v1/analytics/recomputes${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return recomputeAnswer.parse(await response.json());
  }
}
