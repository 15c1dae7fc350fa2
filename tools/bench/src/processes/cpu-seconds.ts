import { readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second for whoever reads /proc (USER_HZ). */
const ticksPerSecond = 100;

/** CPU time, user and system, that a process and its children have used so far (s). */
export async function cpuSeconds(pid: number): Promise<number> {
  const own = fieldsOf(await readFile(`/proc/${pid}/stat`, 'utf8'));
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean);
  const theirs = await Promise.all(children.map((child) => cpuSeconds(Number(child)).catch(() => 0)));
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = own;
  const ticks = user + system + childrenUser + childrenSystem;
  return ticks / ticksPerSecond + theirs.reduce((sum, seconds) => sum + seconds, 0);
}

/** utime, stime, cutime, cstime (proc_pid_stat(5), fields 14 to 17); the name in brackets may hold anything. */
const fieldsOf = (stat: string): number[] =>
  stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map(Number);
