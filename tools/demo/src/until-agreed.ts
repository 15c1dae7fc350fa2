import { setTimeout as delay } from 'node:timers/promises';

/** The sink inserts at least every five seconds. */
const factsPatienceMs = 15_000;

/** Facts follow their records: asks again until nothing differs, or nothing changes any more. */
export async function untilAgreed<T extends { readonly mismatches: readonly string[] }>(
  check: () => Promise<T>,
): Promise<T> {
  let found = await check();
  let changedAt = Date.now();
  while (found.mismatches.length > 0 && Date.now() - changedAt < factsPatienceMs) {
    await delay(500);
    const again = await check();
    if (again.mismatches.join() !== found.mismatches.join()) changedAt = Date.now();
    found = again;
  }
  return found;
}
