/*
title:
  ko: 단계별 기록 수
  en: Records by stage
meaning:
  ko: 최근 몇 초 동안 허브가 받은 기록이 단계마다 어떻게 되었는지, 종류별로.
  en: What became, stage by stage, of the records that the hub took in the last seconds, by kind.
parameters:
  seconds:
    type: whole
    default: 60
    meaning: { ko: 되돌아볼 시간(초), en: How far to look back (s) }
columns:
  stage: { meaning: { ko: 단계, en: Stage } }
  kind: { meaning: { ko: 기록의 종류, en: Kind of record } }
  fate: { meaning: { ko: 처리 결과, en: What became of them } }
  records: { unit: '1', meaning: { ko: 기록 수, en: Records } }
*/
WITH now64(3) - toIntervalSecond({seconds:Int64}) AS since
SELECT stage, kind, fate, records
FROM
(
  SELECT 'ingest' AS stage, kind, 'delivered' AS fate, count() AS records FROM hub.raw_records WHERE received_at >= since GROUP BY kind
  UNION ALL
  SELECT 'enrichment', kind, 'delivered', count() FROM hub.placed_records WHERE received_at >= since AND revision = 0 GROUP BY kind
  UNION ALL
  SELECT stage, kind, 'deduplicated', count() FROM hub.duplicates WHERE received_at >= since GROUP BY stage, kind
  UNION ALL
  SELECT stage, kind, fate, count() FROM hub.set_aside WHERE received_at >= since GROUP BY stage, kind, fate
)
ORDER BY indexOf(['ingest', 'enrichment', 'parking', 'energy', 'security', 'analytics'], stage), kind, fate
