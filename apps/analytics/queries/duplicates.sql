/*
title:
  ko: 중복 점검
  en: Duplicates check
meaning:
  ko: 위치가 붙은 기록의 표마다 (기록, 개정)이 두 번 있는지. 모두 0이어야 한다. 허브가 알아본 중복 수신도 함께 보인다.
  en: Whether any (record, revision) stands twice in a table of placed records; it must be 0 everywhere. Beside it, the copies that the hub recognised.
columns:
  kind: { meaning: { ko: 기록의 종류, en: Kind of record } }
  records: { unit: '1', meaning: { ko: 행 수, en: Rows } }
  duplicates: { unit: '1', meaning: { ko: 두 번 있는 것, en: What stands more than once } }
  recognised: { unit: '1', meaning: { ko: 알아본 중복 수신, en: Copies that were sent again and recognised } }
*/
SELECT
  placed.kind AS kind,
  records,
  duplicates,
  recognised
FROM
(
  SELECT kind, count() AS records, count() - uniqExact(record_id, revision) AS duplicates FROM hub.placed_records GROUP BY kind
) AS placed
LEFT JOIN (SELECT kind, count() AS recognised FROM hub.duplicates GROUP BY kind) AS copies ON copies.kind = placed.kind
ORDER BY kind
