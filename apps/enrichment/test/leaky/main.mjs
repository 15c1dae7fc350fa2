// The service with a leak made on purpose: one record in ten thousand that it passes on never arrives, in silence.
// The demo's test runs a city with it, to see that its books turn red.
import { BatchWriter } from '@naru/kafka';

const oneIn = 10_000;
const { append } = BatchWriter.prototype;
let written = 0;
BatchWriter.prototype.append = function leakyAppend(...args) {
  const [, key, value] = args; // books, pages of ids and marks are no records
  const isRecord = key !== null && typeof key !== 'string' && Array.isArray(value);
  if (!isRecord || ++written % oneIn !== 0) append.apply(this, args);
};
await import('../../dist/main.js');
