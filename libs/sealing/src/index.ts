export { SealBrokenError } from './box.js';
export { createDeadLetters, identityOf } from './dead-letters.js';
export { followSourceKeys } from './follow-source-keys.js';
export { type SealedOriginal, longestKept, sealOriginal } from './original.js';
export { createReturns } from './returns.js';
export { type SetAsideBy, toSetAside } from './set-aside.js';
export { SealKeyMissingError, type Sealed, SourceKeys, unknownSource } from './source-keys.js';
