// Exactly once by your own database: a sum, which nothing may enter twice, is stored with the position in one
// transaction. Run: node positions.ts [FILE]
import { DatabaseSync } from 'node:sqlite';
import { topics } from '@naru/contracts';
import { type StoredPosition, subscribeFromPositions } from '@naru/subscriber';
import { hub, onStop } from './hub.ts';

const database = new DatabaseSync(process.argv[2] ?? 'energy.db', { timeout: 5_000 });
database.exec(`CREATE TABLE IF NOT EXISTS totals (asset TEXT PRIMARY KEY, kwh REAL);
  CREATE TABLE IF NOT EXISTS positions (topic TEXT, "partition" INTEGER, "offset" INTEGER, PRIMARY KEY (topic, "partition"))`);
const add = database.prepare('INSERT INTO totals VALUES (?, ?) ON CONFLICT DO UPDATE SET kwh = kwh + excluded.kwh');
const keep = database.prepare('INSERT OR REPLACE INTO positions VALUES (?, ?, ?)');
const stored = database.prepare('SELECT * FROM positions').all() as unknown as StoredPosition[];

const subscription = await subscribeFromPositions({
  ...hub,
  startAt: 'earliest',
  positions: stored,
  topics: { intervals: topics.energyIntervals },
  maxRecords: 100,
  handle: (records, { positions }) => {
    database.exec('BEGIN');
    for (const { value } of records) if (value?.revision === 0) add.run(value.assetId, value.energyKwh);
    for (const { topic, partition, offset } of positions) keep.run(topic, partition, offset);
    database.exec('COMMIT');
    console.log(records.length);
  },
});
onStop(() => subscription.close());
await subscription.done;
