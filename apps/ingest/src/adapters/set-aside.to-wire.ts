import type { WireCodec } from '@naru/avro';
import { type HubDeadLetter, type HubQuarantinedRecord, topics } from '@naru/contracts';
import { type SourceKeys, sealOriginal } from '@naru/sealing';
import type { Lane } from '../domain/timing.js';
import type { Outgoing } from './outgoing.js';
import { stage, task } from './stage.js';

/** What is known of a record that is set aside. */
export interface SetAside {
  readonly fate: 'dead-lettered' | 'quarantined';
  readonly reason: string;
  readonly expected: string;
  readonly recordId: Uint8Array | null;
  readonly source: string;
  /** '<domain>/<kind>'. */
  readonly kind: string;
  readonly lane: Lane;
  /** ms since 1970, UTC. */
  readonly receivedAt: number;
  readonly observedAt: number | null;
  /** 0 at first; one more with each return. */
  readonly attempt: number;
  readonly original: Buffer;
}

type Codec<T> = Pick<WireCodec<T>, 'encode'>;

/** Writes what is set aside to hub.dead-letters and hub.quarantine, its original bytes sealed. */
export class SetAsideWriter {
  constructor(
    private readonly tenant: string,
    private readonly keys: Pick<SourceKeys, 'seal'>,
    private readonly deadLetters: Codec<HubDeadLetter>,
    private readonly quarantine: Codec<HubQuarantinedRecord>,
  ) {}

  write({ fate, expected, recordId, original, ...known }: SetAside, headers?: Outgoing['headers']): Outgoing {
    const value = {
      ...known,
      recordId: recordId === null ? null : Buffer.from(recordId),
      detail: expected,
      tenant: this.tenant,
      stage,
      task,
      originTopic: null,
      originPartition: null,
      originOffset: null,
      originKey: null,
      schemaId: null,
      ...sealOriginal(this.keys, known.source, original),
    };
    const isDeadLetter = fate === 'dead-lettered';
    return {
      topic: isDeadLetter ? topics.hubDeadLetters : topics.hubQuarantine,
      key: `${stage}/${task}`,
      value: isDeadLetter ? this.deadLetters.encode(value) : this.quarantine.encode(value),
      timestamp: known.receivedAt,
      ...(headers === undefined ? {} : { headers }),
    };
  }
}
