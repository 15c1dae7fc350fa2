import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Topology, changelogsOf } from '@naru/streams';
import type { TopicContract } from '@naru/contracts';
import type { Contract } from './contract.js';

/** What a service does with topics, by their names. */
export interface ServiceFlow {
  readonly service: string;
  /** By the tasks of its group. */
  readonly reads: readonly string[];
  /** Whole, by every instance: master data and views. */
  readonly follows: readonly string[];
  readonly writes: readonly string[];
  /** Changelogs of its stores. */
  readonly changelogs: readonly string[];
  /** False where the service has no topology yet and this is what the catalogue says of it. */
  readonly declared: boolean;
}

export interface LoadedFlows {
  readonly flows: readonly ServiceFlow[];
  readonly complaints: readonly string[];
}

const namesOf = (topics: Readonly<Record<string, TopicContract>>) => Object.values(topics).map((topic) => topic.name);

function flowOf(topology: Topology): ServiceFlow {
  const stores = Object.values(topology.stores);
  return {
    service: topology.service,
    reads: namesOf(topology.reads),
    follows: [...new Set([...namesOf(topology.globals), ...namesOf(topology.views)])],
    writes: namesOf(topology.writes),
    changelogs: stores.flatMap(changelogsOf).map(({ name }) => name),
    declared: true,
  };
}

function flowByCatalogue(service: string, contract: Contract): ServiceFlow {
  const named = (topics: Contract['topics']) => topics.map((topic) => topic.name);
  const records = contract.topics.filter((topic) => topic.changelog === undefined);
  return {
    service,
    reads: named(records.filter((topic) => topic.readers.includes(service))),
    follows: [],
    writes: named(records.filter((topic) => topic.owner === service)),
    changelogs: named(contract.topics.filter((topic) => topic.changelog !== undefined && topic.owner === service)),
    declared: false,
  };
}

/**
 * Loads every `apps/<service>/<file>`, which starts nothing. A service without one is told from the catalogue, and so
 * is one whose topology can't be loaded, with a complaint: the rest of the generator has to work to mend that.
 * `file` is `dist/topology.js`, or `src/topology.ts` where sources can be imported.
 */
export async function loadFlows(root: string, file: string, contract: Contract): Promise<LoadedFlows> {
  const flows: ServiceFlow[] = [];
  const complaints: string[] = [];
  for (const service of (await readdir(join(root, 'apps'))).sort()) {
    const path = join(root, 'apps', service, file);
    try {
      await access(path);
      flows.push(flowOf(((await import(pathToFileURL(path).href)) as { topology: Topology }).topology));
    } catch (error) {
      flows.push(flowByCatalogue(service, contract));
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') complaints.push(`the topology of ${service} can't be loaded: ${message}`);
    }
  }
  return { flows, complaints };
}

/** What the services and the catalogue say differently of who reads and writes; nothing where they agree. */
export function flowComplaints(contract: Contract, flows: readonly ServiceFlow[]): string[] {
  const complaints: string[] = [];
  const topics = new Map(contract.topics.map((topic) => [topic.name, topic]));
  for (const { service, reads, follows, writes, changelogs } of flows) {
    for (const name of [...writes, ...changelogs]) {
      const topic = topics.get(name);
      if (topic === undefined) complaints.push(`${service} writes ${name}, which has no contract`);
      else if (topic.owner !== service && !topic.shared)
        complaints.push(`${service} writes ${name}, which belongs to ${topic.owner}`);
    }
    for (const name of [...reads, ...follows]) {
      const topic = topics.get(name);
      if (topic === undefined) complaints.push(`${service} reads ${name}, which has no contract`);
      else if (!topic.readers.includes(service))
        complaints.push(`${service} reads ${name}, which doesn't name it a reader`);
    }
  }
  const declared = new Map(flows.filter((flow) => flow.declared).map((flow) => [flow.service, flow]));
  for (const topic of contract.topics) {
    const writers = flows.filter((flow) => [...flow.writes, ...flow.changelogs].includes(topic.name));
    if (writers.length > 1 && !topic.shared)
      complaints.push(`${topic.name} has two writers: ${writers.map((flow) => flow.service).join(', ')}`);
    if (declared.has(topic.owner) && writers.length === 0)
      complaints.push(`${topic.name} belongs to ${topic.owner}, which doesn't write it`);
    for (const reader of topic.readers) {
      const flow = declared.get(reader);
      if (flow !== undefined && ![...flow.reads, ...flow.follows, ...flow.changelogs].includes(topic.name))
        complaints.push(`${topic.name} names ${reader} a reader, which doesn't read it`);
    }
  }
  return complaints;
}
