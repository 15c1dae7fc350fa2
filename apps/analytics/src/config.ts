import { commonConfig, decimal, httpPort, loadConfig, masterKey, secretText, variable, whole } from '@naru/config';
import { z } from 'zod';

/** `{"ingest": "http://127.0.0.1:8081", …}` */
const addresses = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'write a JSON object of addresses by service' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string().regex(/^[a-z][a-z-]*$/), z.url({ protocol: /^https?$/ })));

export const analyticsConfig = commonConfig.extend({
  httpPort: httpPort(8080),
  masterKey,
  clickhouseUrl: variable(
    {
      variable: 'NARU_CLICKHOUSE_URL',
      group: 'ClickHouse',
      meaning: 'Address of ClickHouse over HTTP.',
      example: 'http://127.0.0.1:8123',
    },
    z.url({ protocol: /^https?$/, error: 'write a URL' }),
  ),
  clickhouseUser: variable(
    { variable: 'NARU_CLICKHOUSE_USER', group: 'ClickHouse', meaning: 'User that owns the tables.' },
    z.string().default('default'),
  ),
  clickhousePassword: variable(
    { variable: 'NARU_CLICKHOUSE_PASSWORD', group: 'ClickHouse', meaning: 'Its password.', secret: true },
    secretText,
  ),
  clickhouseCluster: variable(
    {
      variable: 'NARU_CLICKHOUSE_CLUSTER',
      group: 'ClickHouse',
      meaning: 'Name of the cluster that tables are made on; empty for one node.',
    },
    z.string().regex(/^\w+$/, 'write letters, digits and underscores').optional(),
  ),
  flushMilliseconds: variable(
    {
      variable: 'NARU_ANALYTICS_FLUSH_MILLISECONDS',
      group: 'Sink',
      meaning: 'How long a row waits for others before its block is inserted (ms); longer where inserting is slow.',
    },
    whole(10, 60_000).default(500),
  ),
  insertShare: variable(
    {
      variable: 'NARU_ANALYTICS_INSERT_SHARE',
      group: 'Sink',
      meaning: 'Share of the time that inserting may take before rows wait longer, so that blocks grow.',
    },
    decimal(0.01, 1).default(0.25),
  ),
  diskRoomMebibytes: variable(
    {
      variable: 'NARU_ANALYTICS_DISK_ROOM_MEBIBYTES',
      group: 'Sink',
      meaning:
        'With less room on a disk of the warehouse (MiB) its answer to an insert is not believed, and the rows are proven.',
    },
    whole(0, 1_000_000_000).default(1_024),
  ),
  queryMilliseconds: variable(
    {
      variable: 'NARU_ANALYTICS_QUERY_MILLISECONDS',
      group: 'Queries',
      meaning: 'How long a named query may take (ms).',
    },
    whole(100, 600_000).default(30_000),
  ),
  queryRows: variable(
    { variable: 'NARU_ANALYTICS_QUERY_ROWS', group: 'Queries', meaning: 'How many rows a named query may answer.' },
    whole(1, 1_000_000).default(50_000),
  ),
  booksHours: variable(
    {
      variable: 'NARU_ANALYTICS_BOOKS_HOURS',
      group: 'Books',
      meaning: 'How far back the books are kept by the minute (h); the ledger is read so far back at the start.',
    },
    whole(1, 720).default(24),
  ),
  pageServices: variable(
    {
      variable: 'NARU_PAGE_SERVICES',
      group: 'Page',
      meaning: 'Addresses of the services as the browser reaches them, as JSON.',
      example: '{"ingest":"http://127.0.0.1:8081","parking":"http://127.0.0.1:8083"}',
    },
    addresses.default({}),
  ),
});
export type AnalyticsConfig = z.infer<typeof analyticsConfig>;

export const readConfig = (): AnalyticsConfig => loadConfig(analyticsConfig, process.env);
