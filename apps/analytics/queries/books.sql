/*
title:
  ko: 장부
  en: The books
meaning:
  ko: 최근 몇 분 동안 단계마다 받은 기록과 그 처리 결과. 차이는 0이어야 하며, "앞 단계와의 차이"는 아직 흐르는 중이거나 사라진 기록이다.
  en: What every stage took in the last minutes and what became of it. The difference must be 0; what differs from the stage before is in flight, or missing.
parameters:
  minutes:
    type: whole
    default: 60
    meaning: { ko: 되돌아볼 시간(분), en: How far to look back (min) }
columns:
  stage: { meaning: { ko: 단계, en: Stage } }
  from_topic: { meaning: { ko: 가져온 토픽, en: Topic that they were taken from } }
  source: { meaning: { ko: '원천(허브가 만든 기록은 빈칸)', en: Source; empty where the hub made them itself } }
  taken: { unit: '1', meaning: { ko: 받은 기록, en: Records taken } }
  returned: { unit: '1', meaning: { ko: 되돌아온 기록, en: 'Set aside, and back' } }
  delivered: { unit: '1', meaning: { ko: 전달, en: Passed on or applied } }
  deduplicated: { unit: '1', meaning: { ko: 중복 제거, en: Recognised as copies } }
  dead_lettered: { unit: '1', meaning: { ko: 처리 불가, en: 'Set aside, as they can not be processed' } }
  quarantined: { unit: '1', meaning: { ko: 격리, en: 'Set aside, readable' } }
  difference: { unit: '1', meaning: { ko: 차이, en: Taken without a fate } }
  behind: { unit: '1', meaning: { ko: '앞 단계가 전달했으나 받지 않은 기록(허브가 만든 기록은 빈칸)', en: Delivered by the stage before and not taken; null of what the hub made itself } }
*/
WITH
  now64(3) - toIntervalMinute({minutes:Int64}) AS since,
  counts AS
  (
    SELECT stage, from_topic, source, fate, sum(records) AS records
    FROM hub.ledger_counts
    WHERE minute >= since AND booked_at >= since - toIntervalMinute(2)
    GROUP BY stage, from_topic, source, fate
  ),
  given AS
  (
    SELECT to_stage, topic, source, sum(records) AS records
    FROM counts
    INNER JOIN hub.ledger_ways AS ways ON ways.carried = counts.from_topic AND ways.from_stage = counts.stage
    WHERE fate = 'delivered'
    GROUP BY to_stage, topic, source
  ),
  fates AS
  (
    SELECT
      stage,
      from_topic,
      source,
      sumIf(records, fate = 'delivered') AS delivered,
      sumIf(records, fate = 'deduplicated') AS deduplicated,
      sumIf(records, fate = 'dead-lettered') AS dead_lettered,
      sumIf(records, fate = 'quarantined') AS quarantined,
      delivered + deduplicated + dead_lettered + quarantined AS met,
      sumIf(records, fate = 'returned') AS returned,
      if(stage = 'ingest' AND from_topic NOT LIKE 'hub.%', sumIf(records, fate = 'taken'), met - returned) AS taken
    FROM counts
    GROUP BY stage, from_topic, source
  )
SELECT
  fates.stage AS stage,
  fates.from_topic AS from_topic,
  fates.source AS source,
  taken,
  returned,
  delivered,
  deduplicated,
  dead_lettered,
  quarantined,
  taken + returned - met AS difference,
  if(given.to_stage = '', NULL, given.records - taken) AS behind
FROM fates
LEFT JOIN given ON given.to_stage = fates.stage AND given.topic = fates.from_topic AND given.source = fates.source
ORDER BY indexOf(['ingest', 'enrichment', 'parking', 'energy', 'security', 'analytics'], stage), from_topic, source
