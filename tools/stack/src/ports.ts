import { createServer } from 'node:net';

/** Where each part listens on loopback; the next free port is taken where one is in use. */
export const defaultPorts = {
  page: 8080,
  ingest: 8081,
  enrichment: 8082,
  parking: 8083,
  energy: 8084,
  security: 8085,
  registry: 8090,
  kafka: 9092,
  controller: 9093,
  clickhouse: 8123,
} as const;

export type PortName = keyof typeof defaultPorts;
export type Ports = Readonly<Record<PortName, number>>;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });

/** The ports of one stack: the preferred where free, else the next free one that no other part of it has. */
export async function choosePorts(preferred: Partial<Ports> = {}): Promise<Ports> {
  const taken = new Set<number>();
  const chosen: Partial<Record<PortName, number>> = {};
  for (const name of Object.keys(defaultPorts) as PortName[]) {
    let port = preferred[name] ?? defaultPorts[name];
    while (taken.has(port) || !(await isFree(port))) port++;
    taken.add(port);
    chosen[name] = port;
  }
  return chosen as Ports;
}
