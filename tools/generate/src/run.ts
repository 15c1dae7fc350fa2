import { join } from 'node:path';
import { errorComplaints, readErrorClasses } from './error-classes.js';
import { generatedFiles, pageComplaints, staleFiles, surroundings, writeFiles } from './generate.js';
import { lint } from './lint.js';
import { readContract } from './read-contract.js';
import { release, releaseComplaints } from './released.js';
import { loadServices } from './services.js';
import { flowComplaints, loadFlows } from './topologies.js';

const tell = (lines: readonly string[]) => process.stderr.write(lines.map((line) => `${line}\n`).join(''));

/**
 * `generate` writes what follows from `schemas/` and the services' topologies; `generate --check` only tells whether
 * that is needed; `generate release` also keeps the schemas that changed as their next version. Answers the exit status: 1 where something is stale or contradicts the catalogue.
 */
export async function run(root: string, args: readonly string[]): Promise<number> {
  const contract = await readContract(join(root, 'schemas'));
  const { flows, complaints: loading } = await loadFlows(root, 'dist/topology.js', contract);
  const { services, complaints: loadingServices } = await loadServices(root, 'dist');
  const classes = await readErrorClasses(root);
  const around = await surroundings(root, flows, { services, classes });
  const files = generatedFiles(contract, around);
  const complaints = [
    ...lint(
      contract,
      flows.map((flow) => flow.service),
    ),
    ...(await releaseComplaints(root, contract)),
    ...loading,
    ...loadingServices,
    ...errorComplaints(classes),
    ...pageComplaints(around),
    ...flowComplaints(contract, flows),
  ];
  tell(complaints);
  if (args.includes('--check')) {
    const stale = await staleFiles(root, files);
    tell(stale.map((path) => `stale: ${path}`));
    return stale.length + complaints.length === 0 ? 0 : 1;
  }
  if (args.includes('release') && complaints.length === 0)
    tell((await release(root, contract)).map((path) => `released ${path}`));
  tell((await writeFiles(root, files)).map((path) => `wrote ${path}`));
  return complaints.length === 0 ? 0 : 1;
}
