// Exactly once from topic to topic: long stays go to a topic of your own, in one transaction with the positions.
// Run: node transaction.ts OUTPUT-TOPIC [INSTANCE]   (readers of the output need read_committed, too)
import { topics } from '@naru/contracts';
import { subscribeInTransactions } from '@naru/subscriber';
import { hub, onStop } from './hub.ts';

const [, , output = 'my-app.long-stays', instance = '1'] = process.argv;
const longStayMs = 2 * 3_600_000;

const subscription = await subscribeInTransactions({
  ...hub,
  group: `${hub.tenant}example-transaction`,
  transactionalId: `${hub.tenant}example-transaction-${instance}`, // one process at a time per id
  startAt: 'earliest',
  topics: { sessions: topics.parkingSessions },
  maxRecords: 100,
  handle: (records, { send }) => {
    for (const { id, key, value } of records)
      if (value?.endedAt && value.endedAt - value.startedAt >= longStayMs)
        send({
          topic: output,
          key,
          value: Buffer.from(JSON.stringify({ id, minutes: (value.endedAt - value.startedAt) / 60_000 })),
        });
    console.log(records.length);
  },
});
onStop(() => subscription.close());
await subscription.done;
