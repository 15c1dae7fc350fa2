export { type ContainerOptions, hasContainerEngine, startContainers } from './containers.js';
export { EventSourceUnderTest, type ReceivedEvent } from './event-source.js';
export { eventually } from './eventually.js';
export { HubUnderTest } from './hub-under-test.js';
export { type Emitted, PipelineUnderTest } from './pipeline-under-test.js';
export { type Scenario, bytesOfName, inLines, scenariosIn } from './scenarios.js';
export { pythonWith } from './python.js';
export { type TestStack, testStack } from './test-stack.js';
export { type Logged, TopicLog } from './topic-log.js';
