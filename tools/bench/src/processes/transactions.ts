/** Kafka transactions that a service has ended so far, by its own metrics. */
export async function countTransactions(address: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  return [...text.matchAll(/^naru_kafka_request_seconds_count\{[^}]*api="EndTxn"[^}]*\} (\d+)/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}
