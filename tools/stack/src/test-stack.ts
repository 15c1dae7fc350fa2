import { writeEndpoints, endpointsFile, removeEndpoints } from './endpoints.js';
import { root } from './folders.js';
import { choosePorts } from './ports.js';
import { secretsOf } from './secrets.js';
import { addressesIn, startStack } from './stack.js';

export interface RunningTestStack {
  /** To be named to tests by NARU_TEST_STACK. */
  readonly endpointsFile: string;
  readonly stop: () => Promise<void>;
}

/**
 * One stack for all integration tests of a run, on ports of its own: containers where an engine runs, processes where
 * not.
 */
export async function startTestStack(folder: string, say: (line: string) => void): Promise<RunningTestStack> {
  // what tests need is not loaded by whoever only starts a stack
  const { hasContainerEngine, startContainers } = await import('@naru/testing');
  if (!(await hasContainerEngine())) return startStack({ folder, ports: 'any', say });
  const [ports, { warehousePassword }] = await Promise.all([choosePorts('any'), secretsOf(folder)]);
  say('starting containers');
  const containers = await startContainers({ root, ports, password: warehousePassword });
  await writeEndpoints(folder, addressesIn(ports, warehousePassword));
  return {
    endpointsFile: endpointsFile(folder),
    stop: async () => {
      await removeEndpoints(folder);
      await containers.stop();
    },
  };
}
