import { join } from 'node:path';
import { DockerComposeEnvironment, Wait, getContainerRuntimeClient } from 'testcontainers';

/** What compose.yaml leaves open. */
export interface ContainerOptions {
  /** The folder of compose.yaml. */
  readonly root: string;
  /** Free ports of this machine. */
  readonly ports: Readonly<Record<'kafka' | 'registry' | 'clickhouse', number>>;
  readonly password: string;
}

/** Whether a container engine answers here. */
export const hasContainerEngine = (): Promise<boolean> =>
  getContainerRuntimeClient().then(
    () => true,
    () => false,
  );

/** Starts the containers of compose.yaml, healthy when this resolves. They leave no data behind. */
export async function startContainers({
  root,
  ports,
  password,
}: ContainerOptions): Promise<{ stop: () => Promise<void> }> {
  const environment = await new DockerComposeEnvironment(join(root), 'compose.yaml')
    .withEnvironment({
      NARU_KAFKA_PORT: String(ports.kafka),
      NARU_REGISTRY_PORT: String(ports.registry),
      NARU_CLICKHOUSE_PORT: String(ports.clickhouse),
      NARU_CLICKHOUSE_PASSWORD: password,
    })
    .withDefaultWaitStrategy(Wait.forHealthCheck())
    .up();
  return {
    stop: async () => {
      await environment.down({ removeVolumes: true });
    },
  };
}
