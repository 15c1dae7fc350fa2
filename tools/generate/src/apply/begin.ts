/** Where a service begins to read a topic that holds records already. */
export interface Beginning {
  readonly service: string;
  readonly topic: string;
  readonly at: 'earliest' | 'latest';
}

/** Reads `parking:parking.observations.v1=earliest`; throws a RangeError that says how it is written. */
export function beginningOf(text: string): Beginning {
  const parts = /^([a-z][a-z0-9-]*):([a-z0-9.-]+)=(earliest|latest)$/.exec(text);
  const [, service, topic, at] = parts ?? [];
  if (service === undefined || topic === undefined || (at !== 'earliest' && at !== 'latest'))
    throw new RangeError(`--begin is written SERVICE:TOPIC=earliest or SERVICE:TOPIC=latest, not ${text}`);
  return { service, topic, at };
}
