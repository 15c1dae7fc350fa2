import type { TaskInput } from './begin-groups.js';

/** Key of a record in hub.position-commands.v1; the topic by its name in the catalogue. */
export const positionCommandKey = ({ service, topic, partition }: TaskInput): string =>
  `${service}/${topic}/${partition}`;
