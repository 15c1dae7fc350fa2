import type { View } from '@naru/streams';

/** How long a writer waits to see his own write (ms). It is committed by then, and will be seen. */
const patienceMs = 5_000;

/** Resolves when `isThere` holds of what a view has applied, or when patience ends. */
export async function untilApplied(view: Pick<View<unknown>, 'changes'>, isThere: () => boolean): Promise<void> {
  if (isThere()) return;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, patienceMs, undefined);
  const stop = view.changes.subscribe(() => {
    if (isThere()) resolve(undefined);
  });
  await promise;
  clearTimeout(timer);
  stop();
}
