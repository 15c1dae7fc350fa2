/** Why a record can't be taken as it is: a reason of the contract, and what was expected, in words without any value of the record. */
export class Refusal {
  constructor(
    readonly reason: RefusalReason,
    readonly expected: string,
  ) {}
}

export type RefusalReason =
  | 'malformed-json'
  | 'broken-utf8'
  | 'too-deep'
  | 'too-large'
  | 'wrong-type'
  | 'missing-field'
  | 'wrong-unit'
  | 'not-finite'
  | 'swapped-coordinates'
  | 'coordinates-out-of-range'
  | 'foreign-reference-system'
  | 'bad-timestamp';
