import type { Server } from 'node:http';

// A server closes when its last connection ends, and a stream of events never ends by itself: startService ends them.
const endsByServer = new WeakMap<object, Set<() => void>>();

/** Notes a stream of this server; answers the way to forget it. */
export function noteStream(server: Server | object, end: () => void): () => void {
  const ends = endsByServer.get(server) ?? new Set();
  endsByServer.set(server, ends.add(end));
  return () => ends.delete(end);
}

export function endStreams(server: Server | object): void {
  for (const end of endsByServer.get(server) ?? []) end();
}
