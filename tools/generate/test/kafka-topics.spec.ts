import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv, type AnySchema } from 'ajv';
import { parse } from 'yaml';
import { topics } from '@naru/contracts';
import { root, sharedFile } from './repository.js';

interface Resource {
  readonly metadata: { name: string };
  readonly spec: { topicName: string; partitions: number; config: Record<string, string> };
}

const folder = join(root, 'k8s/topics');
const resources = readdirSync(folder).map((file) => parse(readFileSync(join(folder, file), 'utf8')) as Resource);
const definition = sharedFile('kubernetes/crds/kafkatopic.yaml');

describe('k8s/topics', () => {
  it('has a resource for every topic, under a name that Kubernetes takes', () => {
    expect(resources.map((resource) => resource.spec.topicName).sort()).toEqual(
      Object.values(topics)
        .map((topic) => topic.name)
        .sort(),
    );
    for (const { metadata } of resources) expect(metadata.name).toMatch(/^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/);
  });

  it('compacts and keeps as the catalogue says', () => {
    const byName = new Map(resources.map((resource) => [resource.spec.topicName, resource.spec]));
    expect(byName.get('parking.occupancy.v1')?.config['cleanup.policy']).toBe('compact');
    expect(byName.get('parking.raw-observations.v1')?.config['retention.ms']).toBe('604800000');
    expect(byName.get('parking.raw-observations-history.v1')?.config['retention.ms']).toBe('-1');
  });

  (definition === undefined ? it.skip : it)("is what Strimzi's definition takes (skipped without it)", () => {
    const crd = parse(readFileSync(definition ?? '', 'utf8')) as {
      spec: { versions: { schema: { openAPIV3Schema: AnySchema } }[] };
    };
    const schema = crd.spec.versions[0]?.schema.openAPIV3Schema ?? {};
    const validate = new Ajv({ strict: false }).compile(schema);
    for (const resource of resources) expect(validate(resource) ? [] : validate.errors).toEqual([]);
  });
});
