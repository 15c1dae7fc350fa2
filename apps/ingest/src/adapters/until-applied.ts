import type { View } from '@naru/streams';

/** How long a writer waits to read his own write (ms). It is committed by then; other instances see it as soon. */
const patienceMs = 3_000;

/** Resolves when `isThere` holds of what a view has applied, or when patience ends: then it says false. */
export async function untilApplied(view: Pick<View<unknown>, 'changes'>, isThere: () => boolean): Promise<boolean> {
  if (isThere()) return true;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => {
    resolve(false);
  }, patienceMs);
  const stop = view.changes.subscribe(() => {
    if (isThere()) resolve(true);
  });
  const found = await promise;
  clearTimeout(timer);
  stop();
  return found;
}
