import type { SecurityDetection } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import type { ToldDetection } from '../domain/detection.js';
import type { Rule } from '../domain/rule.js';

export function detectionToWire(assetId: string, detection: ToldDetection, rules: readonly Rule[]): SecurityDetection {
  const { detectionId, recordIds, rule, severity, actor, observedAt, firstObservedAt } = detection;
  const itsRule = rules.find(({ name }) => name === rule);
  return {
    detectionId: bytesOfId(detectionId),
    rule,
    severity,
    assetId,
    actor,
    observedAt,
    firstObservedAt,
    recordIds: recordIds.map(bytesOfId),
    title: itsRule?.title ?? rule,
    techniques: itsRule?.techniques ?? [],
    revision: detection.revision,
    point: detection.point,
    zones: detection.zones,
    withdrawn: detection.withdrawn,
  };
}
