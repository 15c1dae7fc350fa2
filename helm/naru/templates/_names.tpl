{{- define "naru.labels" -}}
app.kubernetes.io/part-of: naru
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "naru.secret" -}}
{{ .Values.existingSecret | default (printf "%s-secrets" .Release.Name) }}
{{- end }}

{{- define "naru.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "naru.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "naru.image" -}}
{{ .root.Values.image.repository }}/{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- define "naru.clickhouse" -}}
- { name: NARU_CLICKHOUSE_URL, value: {{ .Values.clickhouse.url | quote }} }
- { name: NARU_CLICKHOUSE_USER, value: {{ .Values.clickhouse.user | quote }} }
- name: NARU_CLICKHOUSE_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ include "naru.secret" . }}, key: clickhouse-password } }
{{- end }}
