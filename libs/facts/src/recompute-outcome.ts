/** What became of facts that were computed anew, as every stage tells it. */
export interface RecomputeOutcome {
  readonly outcome: 'applied' | 'outdated';
  /** New ones and revisions. */
  readonly restated: number;
  readonly withdrawn: number;
}

/** Counts what was told otherwise; undefined where the history was outdated, and nothing was told. */
export function recomputeOutcome(told: readonly { readonly withdrawn: boolean }[] | undefined): RecomputeOutcome {
  const withdrawn = told?.filter((fact) => fact.withdrawn).length ?? 0;
  return {
    outcome: told === undefined ? 'outdated' : 'applied',
    restated: (told?.length ?? 0) - withdrawn,
    withdrawn,
  };
}
