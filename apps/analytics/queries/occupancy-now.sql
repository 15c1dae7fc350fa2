/*
title:
  ko: 지금의 주차 점유
  en: Occupancy now
meaning:
  ko: 구역마다 지금 비었거나 점유된 주차면과, 그 답이 얼마나 오래됐는지.
  en: Free and occupied bays by zone, and how old the answer is.
parameters:
  kind:
    type: text
    default: district
    meaning: { ko: 구역 종류, en: Kind of zone }
columns:
  zone: { meaning: { ko: 구역 코드, en: Zone id } }
  name_ko: { meaning: { ko: 구역 이름(한국어), en: Name of the zone in Korean } }
  name_en: { meaning: { ko: 구역 이름(영어), en: Name of the zone in English } }
  bays: { unit: '1', meaning: { ko: 주차면, en: Bays } }
  free: { unit: '1', meaning: { ko: 빈 주차면, en: Free bays } }
  occupied: { unit: '1', meaning: { ko: 점유된 주차면, en: Occupied bays } }
  unknown: { unit: '1', meaning: { ko: 상태를 모르는 주차면, en: Bays of unknown state } }
  occupied_share: { unit: '%', meaning: { ko: 점유율, en: Occupied share } }
  observed_at: { meaning: { ko: 가장 새로운 관측, en: Newest observation in the zone } }
  age_seconds: { unit: s, meaning: { ko: 그 관측이 얼마나 오래됐는지, en: Age of that observation } }
*/
SELECT
  occupancy.zone_id AS zone,
  named.names['ko'] AS name_ko,
  named.names['en'] AS name_en,
  bays,
  free,
  occupied,
  unknown,
  round(100 * occupied / nullIf(bays, 0), 1) AS occupied_share,
  observed_at,
  dateDiff('second', observed_at, now64(3)) AS age_seconds
FROM parking.occupancy_current AS occupancy
LEFT JOIN
(
  SELECT zone_id, names FROM city.zones_current WHERE kind = {kind:String} ORDER BY valid_from DESC, recorded_at DESC LIMIT 1 BY zone_id
) AS named ON named.zone_id = occupancy.zone_id
WHERE zone_kind = {kind:String}
ORDER BY zone
