import { freePort, type Ports } from '../ports.js';

/** One process of Kafka. */
export interface BrokerNode {
  readonly name: string;
  readonly nodeId: number;
  readonly roles: 'broker,controller' | 'broker' | 'controller';
  readonly voter: string;
  readonly controllerPort?: number;
  /** Where clients find it directly. */
  readonly port?: number;
  /** A second way in, told to clients by another port: that of what stands before it. */
  readonly door?: { readonly port: number; readonly advertised: number };
  readonly heapMb: number;
  readonly isReplicated: boolean;
}

/** Gives the port at which services find the broker that listens on `port`: a proxy before it. */
export type Door = (broker: string, port: number) => Promise<number>;

export interface Brokers {
  readonly nodes: readonly BrokerNode[];
  /** `host:port` between commas: the brokers themselves. */
  readonly addresses: string;
  /** The same for services: through the doors where there are some. */
  readonly forServices: string;
}

/** One process that is broker and controller, or a controller and three brokers. */
export async function planBrokers(
  count: 1 | 3,
  ports: Pick<Ports, 'kafka' | 'controller'>,
  door?: Door,
): Promise<Brokers> {
  const controller = { voter: `1@127.0.0.1:${ports.controller}`, controllerPort: ports.controller };
  const { voter } = controller;
  const single = count === 1;
  const nodes: BrokerNode[] = single
    ? [
        {
          name: 'broker',
          nodeId: 1,
          roles: 'broker,controller',
          ...controller,
          port: ports.kafka,
          heapMb: 512,
          isReplicated: false,
        },
      ]
    : [
        { name: 'controller', nodeId: 1, roles: 'controller', ...controller, heapMb: 192, isReplicated: true },
        { name: 'broker-1', nodeId: 11, roles: 'broker', voter, port: ports.kafka, heapMb: 320, isReplicated: true },
        {
          name: 'broker-2',
          nodeId: 12,
          roles: 'broker',
          voter,
          port: await freePort(),
          heapMb: 320,
          isReplicated: true,
        },
        {
          name: 'broker-3',
          nodeId: 13,
          roles: 'broker',
          voter,
          port: await freePort(),
          heapMb: 320,
          isReplicated: true,
        },
      ];
  const withDoors = await Promise.all(
    nodes.map(async (node) => {
      if (door === undefined || node.port === undefined) return node;
      const port = await freePort();
      return { ...node, door: { port, advertised: await door(node.name, port) } };
    }),
  );
  const listOf = (portOf: (node: BrokerNode) => number | undefined): string =>
    withDoors
      .map(portOf)
      .filter((port) => port !== undefined)
      .map((port) => `127.0.0.1:${port}`)
      .join(',');
  return {
    nodes: withDoors,
    addresses: listOf(({ port }) => port),
    forServices: listOf((node) => node.door?.advertised ?? node.port),
  };
}
