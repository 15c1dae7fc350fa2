// The API server that the chart is tested on: the one of KUBECONFIG, else one built and started here by the scripts of
// NARU_CONTROL_PLANE (default ../shared/kubernetes/control-plane).
import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scripts = process.env.NARU_CONTROL_PLANE ?? join(root, '..', 'shared', 'kubernetes', 'control-plane');

export interface Cluster {
  helm(...args: string[]): string;
  kubectl(...args: string[]): string;
  stop(): void;
}

const run = (command: string, args: readonly string[], options: ExecFileSyncOptions = {}): string =>
  String(execFileSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options }));

/** The last line that a script of the control plane prints. */
const toldBy = (script: string, ...args: string[]): string =>
  run('bash', [join(scripts, script), ...args])
    .trim()
    .split('\n')
    .at(-1) ?? '';

const isThere = (command: string): boolean => {
  try {
    run('which', [command]);
    return true;
  } catch {
    return false;
  }
};

/** Why no cluster can be had here; undefined where one can. */
export function whyNoCluster(): string | undefined {
  if (process.env.KUBECONFIG !== undefined)
    return isThere('helm') && isThere('kubectl') ? undefined : 'KUBECONFIG is set, but helm or kubectl is missing';
  if (!existsSync(join(scripts, 'build.sh'))) return 'neither KUBECONFIG nor NARU_CONTROL_PLANE names a cluster';
  return isThere('go') ? undefined : 'Go, which builds the control plane, is missing';
}

function using(kubeconfig: string, bin: string, stop: () => void): Cluster {
  const env = { ...process.env, KUBECONFIG: kubeconfig, PATH: `${bin}:${process.env.PATH ?? ''}` };
  return { helm: (...args) => run('helm', args, { env }), kubectl: (...args) => run('kubectl', args, { env }), stop };
}

export function startCluster(): Cluster {
  if (process.env.KUBECONFIG !== undefined) return using(process.env.KUBECONFIG, '', () => undefined);
  const bin = toldBy('build.sh');
  try {
    return startWith(bin);
  } catch {
    // its ports are its own for good: somebody who just ended may have had one
    return startWith(bin);
  }
}

function startWith(bin: string): Cluster {
  const folder = mkdtempSync(join(tmpdir(), 'naru-cluster-'));
  const stop = (): void => {
    toldBy('down.sh', folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  };
  try {
    return using(toldBy('up.sh', folder, bin), bin, stop);
  } catch (error) {
    stop();
    throw error;
  }
}
