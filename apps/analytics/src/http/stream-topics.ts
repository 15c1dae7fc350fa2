import { type TopicContract, topics } from '@naru/contracts';
import { type Caller, Problem, type Scope, httpProblems } from '@naru/http';
import { analyticsProblems } from './problems.js';

const catalogue: readonly TopicContract[] = Object.values(topics);

/** What the warehouse has, readers may have as a stream; steps between services, state and keys are nobody else's. */
export const streamedTopics: readonly TopicContract[] = catalogue.filter(({ warehouse }) => warehouse);

/** The hub's own topics tell of sources and of what they sent wrongly: they are for those who run it. */
export const scopeFor = ({ context }: TopicContract): Scope => (context === 'hub' ? 'manage' : 'read');

/** The topic, where this caller may read it. Without a key: open data, which holds nothing of persons. */
export function readableTopic(name: string, caller: Caller | undefined): TopicContract {
  const contract = streamedTopics.find((topic) => topic.name === name);
  if (contract === undefined) throw new Problem(analyticsProblems.NARU_STREAM_UNKNOWN);
  const needed = scopeFor(contract);
  if (caller === undefined) {
    if (contract.personal === 'none' && needed === 'read') return contract;
    throw new Problem(httpProblems.NARU_KEY_MISSING, { headers: { 'www-authenticate': 'Bearer realm="naru"' } });
  }
  if (!caller.scopes.includes(needed))
    throw new Problem(httpProblems.NARU_SCOPE_MISSING, {
      detail: `Key ${caller.keyId} has the scopes ${caller.scopes.join(', ') || '(none)'}; ${name} needs ${needed}.`,
    });
  return contract;
}
