/*
title:
  ko: 보류된 기록
  en: Set aside, by reason
meaning:
  ko: 처리할 수 없거나 미뤄 둔 기록을 단계·원천·사유별로 센 것.
  en: Dead letters and quarantined records by stage, source and reason.
columns:
  fate: { meaning: { ko: 처리 결과, en: Dead-lettered or quarantined } }
  stage: { meaning: { ko: 단계, en: Stage } }
  source: { meaning: { ko: 원천, en: Source } }
  reason: { meaning: { ko: 사유, en: Reason code } }
  records: { unit: '1', meaning: { ko: 기록 수, en: Records } }
  first_received_at: { meaning: { ko: 처음 수신, en: First receipt } }
  last_received_at: { meaning: { ko: 마지막 수신, en: Last receipt } }
*/
SELECT
  fate,
  stage,
  source,
  reason,
  count() AS records,
  min(received_at) AS first_received_at,
  max(received_at) AS last_received_at
FROM hub.set_aside
GROUP BY fate, stage, source, reason
ORDER BY records DESC, fate, stage, source, reason
