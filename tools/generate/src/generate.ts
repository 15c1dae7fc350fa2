import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Contract } from './contract.js';
import { asyncapi } from './outputs/asyncapi.js';
import { clickhouseTablesFile } from './outputs/clickhouse-tables.js';
import { partComplaints } from './markdown.js';
import { type Codes, errorsDoc } from './outputs/errors-doc.js';
import { kafkaTopics } from './outputs/kafka-topics.js';
import { serviceReadme } from './outputs/service-readme.js';
import { taskInputsFile } from './outputs/task-inputs.js';
import { topologyDoc } from './outputs/topology-doc.js';
import { typescript } from './outputs/typescript.js';
import type { ServiceFlow } from './topologies.js';

/** Folders that hold nothing but generated files; what is left there from earlier is removed. */
const ownFolders = ['libs/contracts/src/generated', 'libs/clickhouse/src/generated', 'k8s/topics'];

/** What generated files are made of, beside the contract. */
export interface Surroundings {
  readonly flows: readonly ServiceFlow[];
  readonly codes: Codes;
  /** Version of the hub. */
  readonly version: string;
  /** Pages of which parts are generated, as they stand, by path. */
  readonly pages: ReadonlyMap<string, string>;
}

const errorsPage = 'docs/errors.md';
const readmeOf = (service: string) => `apps/${service}/README.md`;

/** Every generated file, by path from the repository's root. */
export function generatedFiles(contract: Contract, around: Surroundings): Map<string, string> {
  return new Map([
    ...typescript(contract),
    ['libs/contracts/src/generated/task-inputs.ts', taskInputsFile(around.flows)],
    ['libs/clickhouse/src/generated/tables.ts', clickhouseTablesFile(contract)],
    ...kafkaTopics(contract),
    ['docs/asyncapi.yaml', asyncapi(contract, around.version)],
    ['docs/topology.md', topologyDoc(contract, around.flows)],
    [errorsPage, errorsDoc(contract, around.codes, around.pages.get(errorsPage) ?? '')],
    ...readmes(contract, around),
  ]);
}

/** The pages of services. One that can't be loaded now, or has no page yet, is complained of elsewhere. */
function readmes(contract: Contract, { codes, flows, pages }: Surroundings): [string, string][] {
  return codes.services.flatMap((facts) => {
    const written = pages.get(readmeOf(facts.service));
    const flow = flows.find(({ service, declared }) => service === facts.service && declared);
    if (written === undefined || flow === undefined || facts.variables.length === 0) return [];
    return [[readmeOf(facts.service), serviceReadme(written, facts, flow, contract)]];
  });
}

/** Pages without a place for what is generated into them. */
export function pageComplaints({ codes, pages }: Surroundings): string[] {
  const expected = new Map([[errorsPage, ['problems', 'errors', 'reasons']]]);
  for (const { service } of codes.services) expected.set(readmeOf(service), ['topology', 'configuration']);
  return [...expected].flatMap(([path, parts]) => partComplaints(path, pages.get(path) ?? '', parts));
}

const textOf = (file: string) => readFile(file, 'utf8').catch(() => undefined);

/** Reads what `generatedFiles` needs from the working tree. */
export async function surroundings(root: string, flows: readonly ServiceFlow[], codes: Codes): Promise<Surroundings> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const pages = new Map<string, string>();
  for (const path of [errorsPage, ...codes.services.map(({ service }) => readmeOf(service))]) {
    const text = await textOf(join(root, path));
    if (text !== undefined) pages.set(path, text);
  }
  return { flows, codes, version, pages };
}

/** Paths whose content on disk isn't what the contract gives, those to be removed included. */
export async function staleFiles(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of files) if ((await textOf(join(root, path))) !== text) stale.push(path);
  for (const folder of ownFolders)
    for (const name of await readdir(join(root, folder)).catch(() => []))
      if (!files.has(`${folder}/${name}`)) stale.push(`${folder}/${name}`);
  return stale;
}

/** Writes what is stale and tells which files those were. */
export async function writeFiles(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const stale = await staleFiles(root, files);
  for (const path of stale) {
    const text = files.get(path);
    await mkdir(dirname(join(root, path)), { recursive: true });
    await (text === undefined ? rm(join(root, path)) : writeFile(join(root, path), text));
  }
  return stale;
}
