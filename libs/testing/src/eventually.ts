import { setTimeout as pause } from 'node:timers/promises';

/** Between two questions (ms): others get their turn, among them what the answer depends on. */
const betweenMs = 20;

/**
 * Asks another process until its answer is as wanted; throws with the last one where that takes too long.
 * For what happens in this process, await the event itself instead.
 */
export async function eventually<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
  withinMs = 45_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`Not as wanted in ${withinMs} ms: ${JSON.stringify(answer)}`);
    await pause(betweenMs);
  }
}
