/*
title:
  ko: 구역·시간별 종합
  en: Zones by hour
meaning:
  ko: 구역과 현지 시각(시)마다 점유된 주차면·시간, 전력량, 보안 탐지, 사고. 주차는 관측 시각 순서로 이어 붙이며, 마지막 상태는 끝까지 이어진다.
  en: Occupied bay-hours, energy, detections and accidents by zone and local hour. Parking follows the observations in event time; the last state of a bay lasts until the end of the window.
parameters:
  kind:
    type: text
    default: district
    meaning: { ko: 구역 종류, en: Kind of zone }
  time_zone:
    type: time-zone
    default: null
    meaning: { ko: 시각의 시간대, en: Time zone of the hours }
  from:
    type: instant
    default: null
    meaning: { ko: 시작(비우면 끝의 24시간 전), en: 'From; 24 h before the end if left out' }
  until:
    type: instant
    default: null
    meaning: { ko: 끝(비우면 가장 새로운 관측), en: 'Until; the newest observation if left out' }
columns:
  zone: { meaning: { ko: 구역 코드, en: Zone id } }
  name_ko: { meaning: { ko: 구역 이름(한국어), en: Name of the zone in Korean } }
  name_en: { meaning: { ko: 구역 이름(영어), en: Name of the zone in English } }
  local_hour: { meaning: { ko: 현지 시각(시), en: Local hour } }
  hour: { meaning: { ko: 그 시각의 시작, en: Start of that hour } }
  bays: { unit: '1', meaning: { ko: 상태를 아는 주차면, en: Bays of known state } }
  occupied_bay_hours: { unit: h, meaning: { ko: 점유된 주차면·시간, en: Occupied bay-hours } }
  energy_kwh: { unit: kWh, meaning: { ko: 소비 전력량, en: Energy taken by the meters } }
  detections: { unit: '1', meaning: { ko: 보안 탐지, en: Security detections } }
  accidents: { unit: '1', meaning: { ko: 교통사고, en: Traffic accidents } }
*/
WITH
  assumeNotNull((SELECT coalesce({until:Nullable(DateTime64(3, 'UTC'))}, max(observed_at)) FROM parking.observations)) AS window_end,
  assumeNotNull(coalesce({from:Nullable(DateTime64(3, 'UTC'))}, window_end - INTERVAL 24 HOUR)) AS window_start,
  -- a state lasts from its observation to the bay's next one, in the order of the hub: event time, revision, source, id
  spells AS
  (
    SELECT
      asset_id,
      zones[{kind:String}] AS zone,
      state,
      observed_at AS begins,
      leadInFrame(observed_at, 1, window_end) OVER (
        PARTITION BY asset_id
        ORDER BY observed_at, revision, source, toString(record_id)
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
      ) AS ends
    FROM parking.observations_current
    WHERE asset_id IS NOT NULL AND observed_at < window_end
  ),
  spell_hours AS
  (
    SELECT
      zone,
      asset_id,
      state,
      arrayJoin(range(
        toUnixTimestamp(toStartOfHour(greatest(begins, window_start), {time_zone:String})),
        toUInt32(ceil(toUnixTimestamp64Milli(ends) / 1000)),
        3600
      )) AS hour,
      least(toUnixTimestamp64Milli(ends), (hour + 3600) * 1000)
        - greatest(toUnixTimestamp64Milli(greatest(begins, window_start)), hour * 1000) AS lasted_ms
    FROM spells
    WHERE ends > begins AND ends > window_start AND zone != ''
  ),
  -- a meter counts once: by its import register where it has one, else by its power
  meter_quarters AS
  (
    SELECT asset_id, zones, started_at, energy_kwh
    FROM energy.intervals_current
    WHERE property IN ('active-energy-import', 'active-power') AND started_at >= window_start AND started_at < window_end
    ORDER BY property
    LIMIT 1 BY asset_id, started_at
  ),
  facts AS
  (
    SELECT
      zone,
      hour,
      uniqExact(asset_id) AS bays,
      sumIf(lasted_ms, state = 'occupied') / 3600000 AS occupied_bay_hours,
      0. AS energy_kwh,
      0 AS detections,
      0 AS accidents
    FROM spell_hours
    GROUP BY zone, hour
    UNION ALL
    SELECT zones[{kind:String}], toUnixTimestamp(toStartOfHour(started_at, {time_zone:String})), 0, 0, sum(energy_kwh), 0, 0
    FROM meter_quarters
    GROUP BY 1, 2
    UNION ALL
    SELECT zones[{kind:String}], toUnixTimestamp(toStartOfHour(observed_at, {time_zone:String})), 0, 0, 0, count(), 0
    FROM security.detections_current
    WHERE observed_at >= window_start AND observed_at < window_end
    GROUP BY 1, 2
    UNION ALL
    SELECT zones[{kind:String}], toUnixTimestamp(toStartOfHour(observed_at, {time_zone:String})), 0, 0, 0, 0, count()
    FROM mobility.events_current
    WHERE event_type = 'accident' AND observed_at >= window_start AND observed_at < window_end
    GROUP BY 1, 2
  )
SELECT
  facts.zone AS zone,
  any(names['ko']) AS name_ko,
  any(names['en']) AS name_en,
  formatDateTime(toDateTime(facts.hour, {time_zone:String}), '%Y-%m-%d %H:00', {time_zone:String}) AS local_hour,
  toDateTime(facts.hour, 'UTC') AS hour,
  sum(facts.bays) AS bays,
  round(sum(facts.occupied_bay_hours), 6) AS occupied_bay_hours,
  round(sum(facts.energy_kwh), 6) AS energy_kwh,
  sum(facts.detections) AS detections,
  sum(facts.accidents) AS accidents
FROM facts
LEFT JOIN
(
  SELECT zone_id, names FROM city.zones_current WHERE kind = {kind:String} ORDER BY valid_from DESC, recorded_at DESC LIMIT 1 BY zone_id
) AS named ON named.zone_id = facts.zone
WHERE facts.zone != ''
GROUP BY facts.zone, facts.hour
ORDER BY facts.hour DESC, facts.zone
