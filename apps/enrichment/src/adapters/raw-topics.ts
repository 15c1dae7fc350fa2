import { kinds } from '@naru/contracts';

/** Raw topics by the number under which a task remembers where a first copy lies. */
export const rawTopics: readonly string[] = kinds.flatMap(({ raw, rawHistory }) => [raw.name, rawHistory.name]);

/** What a kind of record is called, by the number of a raw topic that it comes on. */
export const kindsOfRawTopics: readonly string[] = kinds.flatMap(({ domain, kind }) => {
  const name = `${domain}/${kind}`;
  return [name, name];
});
