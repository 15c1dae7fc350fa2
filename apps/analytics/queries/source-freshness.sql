/*
title:
  ko: 데이터 원천의 신선도
  en: Freshness of sources
meaning:
  ko: 원천마다 약속한 신선도와 가장 새로운 기록. 오래된 것이 위에 온다.
  en: What each source promises, and its newest record. The stalest come first.
columns:
  source: { meaning: { ko: 원천, en: Source } }
  owner: { meaning: { ko: 책임자, en: Who answers for it } }
  simulated: { meaning: { ko: 모의 데이터 여부, en: Whether its records are simulated } }
  records: { unit: '1', meaning: { ko: 받은 기록, en: Records delivered } }
  newest_observed_at: { meaning: { ko: 가장 새로운 관측 시각, en: Newest observation } }
  newest_received_at: { meaning: { ko: 가장 새로운 수신 시각, en: Newest receipt } }
  age_seconds: { unit: s, meaning: { ko: 마지막 수신 뒤 지난 시간, en: Time since the newest receipt } }
  promised_seconds: { unit: s, meaning: { ko: 약속한 신선도, en: Promised freshness } }
  is_fresh: { meaning: { ko: 약속을 지키는지, en: Whether it keeps its promise } }
*/
SELECT
  sources.source AS source,
  owner,
  simulated,
  records,
  if(records = 0, NULL, observed) AS newest_observed_at,
  if(records = 0, NULL, received) AS newest_received_at,
  if(records = 0, NULL, dateDiff('second', received, now64(3))) AS age_seconds,
  freshness_seconds AS promised_seconds,
  coalesce(age_seconds <= freshness_seconds, false) AS is_fresh
FROM hub.sources_current AS sources
LEFT JOIN
(
  SELECT source, count() AS records, max(observed_at) AS observed, max(received_at) AS received
  FROM hub.placed_records
  GROUP BY source
) AS newest ON newest.source = sources.source
ORDER BY age_seconds DESC NULLS FIRST, source
