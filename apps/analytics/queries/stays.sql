/*
title:
  ko: 주차 시간
  en: How long bays are taken
meaning:
  ko: 구역마다 최근에 끝난 주차가 얼마나 길었는지. 이어지는 주차는 따로 센다.
  en: How long the stays that ended lately lasted, by zone; those that last are counted beside.
parameters:
  kind:
    type: text
    default: district
    meaning: { ko: 구역 종류, en: Kind of zone }
  hours:
    type: whole
    default: 24
    meaning: { ko: 되돌아볼 시간, en: How far to look back (h) }
columns:
  zone: { meaning: { ko: 구역 코드, en: Zone id } }
  ended: { unit: '1', meaning: { ko: 끝난 주차, en: Stays that ended } }
  median_minutes: { unit: min, meaning: { ko: 중앙값, en: Median } }
  longest_minutes: { unit: min, meaning: { ko: 가장 긴 주차, en: Longest } }
  lasting: { unit: '1', meaning: { ko: 이어지는 주차, en: Stays that last } }
*/
WITH now64(3) - toIntervalHour({hours:Int64}) AS since
SELECT
  zones[{kind:String}] AS zone,
  countIf(ended_at >= since) AS ended,
  round(medianIf(dateDiff('second', started_at, assumeNotNull(ended_at)) / 60, ended_at >= since), 1) AS median_minutes,
  round(maxIf(dateDiff('second', started_at, assumeNotNull(ended_at)) / 60, ended_at >= since), 1) AS longest_minutes,
  countIf(ended_at IS NULL) AS lasting
FROM parking.sessions_current
WHERE zone != ''
GROUP BY zone
ORDER BY zone
