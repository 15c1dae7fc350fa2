// Generated from schemas/hub/reasons.yaml by `npm run generate`. Not to be edited.
/** Why a record is a dead letter, with the meaning of each code. */
export const deadLetterReasons = {
  "malformed-json": "The text is not JSON.",
  "broken-utf8": "The bytes are not valid UTF-8.",
  "too-deep": "The JSON is nested deeper than any record needs.",
  "too-large": "The record is larger than 1 MiB.",
  "wrong-type": "A field has another type than its schema says.",
  "missing-field": "A field without default is missing.",
  "wrong-unit": "The unit is not the one that the property has.",
  "not-finite": "A number is NaN or infinite.",
  "swapped-coordinates": "Longitude and latitude are in each other's place.",
  "coordinates-out-of-range": "A coordinate lies outside the globe, or outside the bounds of its source.",
  "foreign-reference-system": "Coordinates are given in another reference system than WGS84.",
  "bad-timestamp": "A time is not ISO 8601 with an offset.",
  "missing-key": "The Kafka record has no key.",
  "not-confluent": "The Kafka value does not begin with the magic byte and a schema id.",
  "unknown-schema-id": "The registry does not know the schema id.",
  "truncated-body": "The bytes end before the record does, go on after it, or don't fit its schema."
} as const;

/** Why a record is in quarantine, with the meaning of each code. */
export const quarantineReasons = {
  "late": "Older on arrival than its kind's lateness allows.",
  "from-the-future": "Seen later than it was received, by more than its source's clock skew.",
  "year-1970": "Seen in 1970, the sign of a clock that was never set.",
  "implausible": "A value that no such device can have measured."
} as const;

/** Why a place is incomplete, with the meaning of each code. */
export const placeReasons = {
  "unknown-asset": "The master data knows no asset that carried the device.",
  "no-coordinates": "Neither the asset nor the record has coordinates.",
  "outside-zones": "The place lies in no zone."
} as const;
