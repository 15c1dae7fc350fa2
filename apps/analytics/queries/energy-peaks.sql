/*
title:
  ko: 일별 최대 전력
  en: Daily peaks of power
meaning:
  ko: 구역마다 하루 중 가장 많이 쓴 15분.
  en: The quarter of an hour with the highest load, by zone and local day.
parameters:
  kind:
    type: text
    default: district
    meaning: { ko: 구역 종류, en: Kind of zone }
columns:
  day: { meaning: { ko: 현지 날짜, en: Local day } }
  zone: { meaning: { ko: 구역 코드, en: Zone id } }
  peak_kw: { unit: kW, meaning: { ko: 최대 전력, en: Highest load } }
  started_at: { meaning: { ko: 그 15분의 시작, en: Start of that quarter } }
  meters: { unit: '1', meaning: { ko: 계량기 수, en: Meters in it } }
  revision: { unit: '1', meaning: { ko: 몇 번 고쳐졌는지, en: How often it was restated } }
*/
SELECT
  day,
  zone_id AS zone,
  round(peak_kw, 3) AS peak_kw,
  started_at,
  meters,
  revision
FROM energy.peaks_current
WHERE zone_kind = {kind:String}
ORDER BY day DESC, peak_kw DESC, zone
LIMIT 1000
