import { setTimeout as sleep } from 'node:timers/promises';

/** Asks an outside process until it says yes; a throw is a no. False once `withinMs` have passed or `signal` aborts. */
export async function pollUntil(
  ask: () => Promise<boolean>,
  withinMs: number,
  signal?: AbortSignal,
  everyMs = 100,
): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (signal?.aborted !== true) {
    if (await ask().catch(() => false)) return true;
    if (performance.now() >= deadline) return false;
    await sleep(everyMs);
  }
  return false;
}
