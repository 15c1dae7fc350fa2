// The service with a leak made on purpose: one record in ten thousand that it passes on never arrives, in silence.
// The demo's test runs a city with it, to see that its books turn red.
import { BatchWriter } from '@naru/kafka';

const oneIn = 10_000;
const { append } = BatchWriter.prototype;
let written = 0;
BatchWriter.prototype.append = function leakyAppend(...args) {
  written++;
  if (written % oneIn !== 0) append.apply(this, args);
};
await import('../../dist/main.js');
