/*
title:
  ko: 보안 탐지
  en: Security detections
meaning:
  ko: 최근의 탐지를 규칙과 심각도별로 센 것.
  en: What the rules found lately, by rule and severity.
parameters:
  hours:
    type: whole
    default: 24
    meaning: { ko: 되돌아볼 시간, en: How far to look back (h) }
columns:
  rule: { meaning: { ko: 규칙, en: Rule } }
  severity: { meaning: { ko: 심각도, en: Severity } }
  detections: { unit: '1', meaning: { ko: 탐지 수, en: Detections } }
  assets: { unit: '1', meaning: { ko: 관련 자산, en: Assets they are about } }
  newest: { meaning: { ko: 가장 새로운 탐지, en: Newest } }
*/
SELECT rule, severity, count() AS detections, uniqExact(asset_id) AS assets, max(observed_at) AS newest
FROM security.detections_current
WHERE observed_at >= now64(3) - toIntervalHour({hours:Int64})
GROUP BY rule, severity
ORDER BY detections DESC, rule
