import type { HubUnderChaos } from '../hub-under-chaos.js';

/** One fault, from its beginning until nothing of it is left but its consequences. */
export interface Card {
  readonly fault: string;
  readonly target: string;
  /** Whether nothing but an instance of a service is away, so that what readers wait for is held against the limit. */
  readonly isBehindInstance: boolean;
  /** How long the fault and what follows may take (ms); 90 s by default. */
  readonly patienceMs?: number;
  play(hub: HubUnderChaos): Promise<void>;
}
