import { writeEndpoints, endpointsFile, removeEndpoints } from './endpoints.js';
import { root } from './folders.js';
import { choosePorts } from './ports.js';
import { secretsOf } from './secrets.js';
import { type StackOptions, addressesIn, startStack } from './stack.js';

export interface RunningTestStack {
  /** To be named to tests by NARU_TEST_STACK. */
  readonly endpointsFile: string;
  readonly stop: () => Promise<void>;
}

export type TestStackOptions = Pick<StackOptions, 'folder' | 'fresh' | 'say' | 'signal'>;

/**
 * One stack for all integration tests of a run, on ports of its own: containers where an engine runs, processes where
 * not.
 */
export async function startTestStack(options: TestStackOptions): Promise<RunningTestStack> {
  const { folder, say } = options;
  // what tests need is not loaded by whoever only starts a stack
  const { hasContainerEngine, startContainers } = await import('@naru/testing');
  if (!(await hasContainerEngine())) return startStack({ ...options, ports: 'any' });
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
