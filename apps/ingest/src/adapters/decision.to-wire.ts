import type { HubReturnedRecord, HubSetAsideDecision } from '@naru/contracts';

/** What is kept of a command that was accepted. */
export function decisionOn(command: HubReturnedRecord): HubSetAsideDecision {
  const { letter, commandId, commandedBy, commandedAt, isFixed, sha256, source, stage, reason, receivedAt, attempt } =
    command;
  const decision = command.isRelease ? 'released' : 'redriven';
  const about = { isFixed, sha256, source, stage, reason, receivedAt, attempt };
  return { letter, decision, commandId, commandedBy, commandedAt, ...about };
}
