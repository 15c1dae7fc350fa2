import type { HubReturnedRecord } from '@naru/contracts';
import type { Returns } from '@naru/streams';
import { SealBrokenError } from './box.js';
import type { SourceKeys } from './source-keys.js';

/** The other way of `createDeadLetters`: opens what comes back to a stage. */
export const createReturns = (keys: Pick<SourceKeys, 'open'>): Returns => ({
  open({ source, sealed, sealKeyId }: HubReturnedRecord) {
    try {
      return keys.open(source, { sealed, sealKeyId });
    } catch (error) {
      if (error instanceof SealBrokenError) return undefined;
      throw error;
    }
  },
});
