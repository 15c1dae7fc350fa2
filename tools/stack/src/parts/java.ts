import { join } from 'node:path';

/** The Java to run: JAVA_HOME's where it is set, else the one on the path. */
export const javaCommand = (): string => {
  const home = process.env.JAVA_HOME;
  return home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
};
