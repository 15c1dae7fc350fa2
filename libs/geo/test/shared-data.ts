import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(process.env.NARU_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url)), 'data');

/** Whether the real city data, which the project doesn't ship, is at hand. */
export const hasSharedData = existsSync(folder);

/** Named in the title of a test that is skipped without it. */
export const whereShared = hasSharedData ? '' : ' (skipped: no real data beside the checkout, set NARU_SHARED)';

export const pathOfShared = (...names: string[]): string => join(folder, ...names);

export const readShared = (...names: string[]): string => readFileSync(pathOfShared(...names), 'utf8');
