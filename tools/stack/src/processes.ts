import { apicurioArchive, downloaded, kafkaJars } from './downloads.js';
import type { Folders } from './folders.js';
import { brokerPart } from './parts/broker.js';
import { registryPart } from './parts/registry.js';
import { warehousePart } from './parts/warehouse.js';
import type { BrokerNode } from './parts/brokers.js';
import type { Ports } from './ports.js';
import type { Secrets } from './secrets.js';
import type { Part } from './supervision/part.js';

export const stackPartNames = ['broker', 'registry', 'warehouse'] as const;
export type StackPartName = (typeof stackPartNames)[number];

export const warehouseUser = 'naru';

interface Surroundings {
  readonly folders: Folders;
  readonly ports: Ports;
  readonly brokers: readonly BrokerNode[];
  readonly secrets: Secrets;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A part of the stack as processes of this machine, downloaded first where it isn't there yet. */
export async function processesOf(
  name: StackPartName,
  { folders, ports, brokers, secrets, say, signal }: Surroundings,
): Promise<Part[]> {
  switch (name) {
    case 'broker': {
      const jars = await downloaded(kafkaJars, say, signal);
      return Promise.all(brokers.map((node) => brokerPart(node, { jars, folders })));
    }
    case 'registry':
      return [
        await registryPart({ archive: await downloaded(apicurioArchive, say, signal), folders, port: ports.registry }),
      ];
    case 'warehouse':
      return [
        warehousePart({ folders, port: ports.clickhouse, user: warehouseUser, password: secrets.warehousePassword }),
      ];
  }
}
