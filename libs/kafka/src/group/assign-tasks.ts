/** What a member brings to a rebalance: the tasks it worked on under `generation`. */
export interface Claim {
  readonly memberId: string;
  readonly tasks: readonly number[];
  readonly generation: number;
}

/**
 * Shares out tasks 0..count-1: every task to one member, loads differing by at most one, and a member keeps as many of
 * its tasks as that allows. Where two claim a task, the later generation is believed. Same claims, same result.
 */
export function assignTasks(count: number, claims: readonly Claim[]): Map<string, number[]> {
  const assigned = new Map<string, number[]>();
  const members = claims.toSorted((one, other) => (one.memberId < other.memberId ? -1 : 1));
  for (const { memberId } of members) assigned.set(memberId, []);
  if (members.length === 0) return assigned;

  // who has what now
  const owners = new Map<number, Claim>();
  for (const claim of members)
    for (const task of claim.tasks)
      if (task < count && (owners.get(task)?.generation ?? -Infinity) < claim.generation) owners.set(task, claim);

  // some members get one more than others: those who have the most already
  const owned = (claim: Claim) => claim.tasks.filter((task) => owners.get(task) === claim);
  const least = Math.floor(count / members.length);
  const byLoad = members.toSorted((one, other) => owned(other).length - owned(one).length);
  const quotas = new Map(
    byLoad.map(({ memberId }, index) => [memberId, index < count % members.length ? least + 1 : least]),
  );

  // keep, then give what is free to whoever has room
  const quota = (memberId: string) => quotas.get(memberId) ?? 0;
  const kept = new Set<number>();
  for (const claim of members)
    for (const task of owned(claim).slice(0, quota(claim.memberId))) {
      assigned.get(claim.memberId)?.push(task);
      kept.add(task);
    }
  const free = Array.from({ length: count }, (_, task) => task).filter((task) => !kept.has(task));
  for (const [memberId, tasks] of assigned) {
    tasks.push(...free.splice(0, quota(memberId) - tasks.length));
    tasks.sort((one, other) => one - other);
  }
  return assigned;
}
