// Exactly once by upsert: a stay in a bay is one row, whatever comes twice. Run: node upsert.ts [FILE]
import { DatabaseSync } from 'node:sqlite';
import { topics } from '@naru/contracts';
import { subscribe } from '@naru/subscriber';
import { hub, onStop } from './hub.ts';

const database = new DatabaseSync(process.argv[2] ?? 'sessions.db', { timeout: 5_000 });
database.exec(`CREATE TABLE IF NOT EXISTS sessions
  (id TEXT PRIMARY KEY, revision INTEGER, asset TEXT, started_at INTEGER, ended_at INTEGER, withdrawn INTEGER)`);
const upsert = database.prepare(`INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, asset = excluded.asset,
    started_at = excluded.started_at, ended_at = excluded.ended_at, withdrawn = excluded.withdrawn
  WHERE excluded.revision >= sessions.revision`);

const subscription = await subscribe({
  ...hub,
  group: `${hub.tenant}example-upsert`,
  startAt: 'earliest',
  topics: { sessions: topics.parkingSessions },
  maxRecords: 100,
  handle: (records) => {
    database.exec('BEGIN');
    for (const { id, revision, value } of records)
      if (value !== null)
        upsert.run(id, revision, value.assetId, value.startedAt, value.endedAt, value.withdrawn ? 1 : 0);
    database.exec('COMMIT');
    console.log(records.length);
  },
});
onStop(() => subscription.close());
await subscription.done;
