import type { Contract } from '../contract.js';
import { typescriptDoor } from './typescript-door.js';
import { typescriptTopics } from './typescript-topics.js';
import { typescriptTypes } from './typescript-types.js';

/** The files of `libs/contracts/src`, by path from the repository's root. */
export function typescript(contract: Contract): Map<string, string> {
  const types = typescriptTypes(contract);
  const generated = [...types, ...typescriptTopics(contract)];
  const door = typescriptDoor(types);
  return new Map([
    ...generated.map(([file, text]): [string, string] => [`libs/contracts/src/generated/${file}`, text]),
    ['libs/contracts/src/index.ts', door],
  ]);
}
