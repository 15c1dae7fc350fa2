import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Contract } from '../src/contract.js';
import { type ErrorClass, errorComplaints, readErrorClasses } from '../src/error-classes.js';
import { type Surroundings, generatedFiles, pageComplaints, staleFiles, surroundings } from '../src/generate.js';
import { lint } from '../src/lint.js';
import { readContract } from '../src/read-contract.js';
import { releaseComplaints } from '../src/released.js';
import { type LoadedServices, loadServices } from '../src/services.js';
import { flowComplaints, loadFlows, type LoadedFlows } from '../src/topologies.js';
import { root } from './repository.js';

let contract: Contract;
let loaded: LoadedFlows;
let facts: LoadedServices;
let classes: readonly ErrorClass[];
let around: Surroundings;

beforeAll(async () => {
  contract = await readContract(join(root, 'schemas'));
  loaded = await loadFlows(root, 'src/topology.ts', contract);
  facts = await loadServices(root, 'src');
  classes = await readErrorClasses(root);
  around = await surroundings(root, loaded.flows, { services: facts.services, classes });
}, 60_000);

describe('this repository', () => {
  it('has generated files as fresh as what they are made of (else: npm run generate)', async () => {
    expect(await staleFiles(root, generatedFiles(contract, around))).toEqual([]);
    expect(pageComplaints(around)).toEqual([]);
  });

  it('keeps the rules of the contract', () => {
    const services = loaded.flows.map((flow) => flow.service);
    expect(lint(contract, services)).toEqual([]);
  });

  it('has schemas that are compatible with every released version', async () => {
    expect(await releaseComplaints(root, contract)).toEqual([]);
  });

  it('has services that read and write what the catalogue says', () => {
    expect([...loaded.complaints, ...flowComplaints(contract, loaded.flows)]).toEqual([]);
  });

  it('says of every error what it means and what to do', () => {
    expect([...facts.complaints, ...errorComplaints(classes)]).toEqual([]);
  });
});
