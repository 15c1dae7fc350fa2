import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Contract } from '../src/contract.js';
import { generatedFiles, staleFiles, surroundings } from '../src/generate.js';
import { lint } from '../src/lint.js';
import { readContract } from '../src/read-contract.js';
import { releaseComplaints } from '../src/released.js';
import { flowComplaints, loadFlows, type LoadedFlows } from '../src/topologies.js';
import { root } from './repository.js';

let contract: Contract;
let loaded: LoadedFlows;

beforeAll(async () => {
  contract = await readContract(join(root, 'schemas'));
  loaded = await loadFlows(root, 'src/topology.ts', contract);
});

describe('this repository', () => {
  it('has generated files as fresh as its schemas and topologies (else: npm run generate)', async () => {
    const files = generatedFiles(contract, await surroundings(root, loaded.flows));
    expect(await staleFiles(root, files)).toEqual([]);
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
});
