import type { View } from './view.js';

/**
 * For a writer who wants to read his own write: resolves when `isThere` holds of what a view has applied, or after
 * `patienceMs`. The write is committed by then in any case, and will be seen.
 */
export async function untilApplied(
  view: Pick<View<unknown>, 'changes'>,
  patienceMs: number,
  isThere: () => boolean,
): Promise<void> {
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
