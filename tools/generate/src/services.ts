import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type VariableDescription, describeConfig } from '@naru/config';
import type { ProblemKind } from '@naru/http';

/** What a service says of itself in code, beside its topology. */
export interface ServiceFacts {
  readonly service: string;
  /** In the order they are written; none where the service has no configuration yet. */
  readonly variables: readonly VariableDescription[];
  /** Problems of its own. */
  readonly problems: readonly ProblemKind[];
}

export interface LoadedServices {
  readonly services: readonly ServiceFacts[];
  readonly complaints: readonly string[];
}

/** Where services are imported from: what was built, or the sources where these can be. */
export type CodeFolder = 'dist' | 'src';

const extensions = { dist: 'js', src: 'ts' } as const;

/** Loads the configuration and the problems of each service, which starts nothing. */
export async function loadServices(root: string, folder: CodeFolder): Promise<LoadedServices> {
  const services: ServiceFacts[] = [];
  const complaints: string[] = [];
  for (const service of (await readdir(join(root, 'apps'))).sort()) {
    const load = async <T>(path: string, name: string): Promise<T | undefined> => {
      const file = join(root, 'apps', service, folder, `${path}.${extensions[folder]}`);
      try {
        await access(file);
        const found = ((await import(pathToFileURL(file).href)) as Record<string, T>)[name];
        if (found === undefined) complaints.push(`${path} of ${service} exports no ${name}`);
        return found;
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code !== 'ENOENT') complaints.push(`${path} of ${service} can't be loaded: ${message}`);
        return undefined;
      }
    };
    const config = await load<Parameters<typeof describeConfig>[0]>('config', `${service}Config`);
    const problems = await load<Record<string, ProblemKind>>('http/problems', `${service}Problems`);
    services.push({
      service,
      variables: config === undefined ? [] : describeConfig(config),
      problems: Object.values(problems ?? {}),
    });
  }
  return { services, complaints };
}
