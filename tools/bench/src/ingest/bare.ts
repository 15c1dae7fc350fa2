import { fileURLToPath } from 'node:url';
import { type Part, freePort } from '@naru/stack';
import type { BenchHub } from '../bench-stack.js';
import { programOf } from '../processes/one-shot.js';
import type { BareSettings } from './settings-of-bare.js';

const program = fileURLToPath(new URL('bare-program.js', import.meta.url));

export interface Bare {
  readonly part: Part;
  readonly address: string;
}

/** The bare server as a part of the stack. */
export async function bareServer(
  { stack }: Pick<BenchHub, 'stack'>,
  name: string,
  how: Pick<BareSettings, 'guarantee' | 'lingerMs'>,
): Promise<Bare> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const settings: BareSettings = { brokers: stack.kafka, registryUrl: stack.registry, port, ...how };
  return {
    address,
    part: {
      ...programOf(program, settings),
      name,
      isReady: async () => (await fetch(`${address}/health/ready`)).ok,
      readyWithinMs: 60_000,
    },
  };
}
