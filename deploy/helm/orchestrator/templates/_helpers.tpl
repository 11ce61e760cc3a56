{{- define "orchestrator.name" -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{- end }}

{{- define "orchestrator.image" -}}
{{ .root.Values.image.registry }}/{{ .repository }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- define "orchestrator.labels" -}}
app.kubernetes.io/name: orchestrator
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "orchestrator.annotations" -}}
{{- if .root.Values.metrics.annotations }}
annotations:
  prometheus.io/scrape: "true"
  prometheus.io/port: {{ .port | quote }}
  prometheus.io/path: /metrics
{{- end }}
{{- end }}

{{- define "orchestrator.env" -}}
- name: ORCHESTRATOR_BOOTSTRAP_SERVERS
  value: {{ required "kafka.bootstrapServers is required" .Values.kafka.bootstrapServers | quote }}
- name: ORCHESTRATOR_SCHEMA_REGISTRY_URL
  value: {{ required "registry.url is required" .Values.registry.url | quote }}
- name: ORCHESTRATOR_TOPICS_PREFIX
  value: {{ .Values.topics.prefix | quote }}
{{- range $key, $value := .Values.kafka.properties }}
- name: ORCHESTRATOR_KAFKA_{{ $key | upper | replace "." "_" }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "orchestrator.artifacts.env" -}}
- {name: ORCHESTRATOR_ARTIFACTS_STORE, value: {{ .Values.artifacts.store }}}
{{- if eq .Values.artifacts.store "folder" }}
- {name: ORCHESTRATOR_ARTIFACTS_FOLDER, value: /artifacts}
{{- end }}
{{- if eq .Values.artifacts.store "s3" }}
- {name: ORCHESTRATOR_ARTIFACTS_S3_BUCKET, value: {{ required "artifacts.s3.bucket is required" .Values.artifacts.s3.bucket | quote }}}
- {name: ORCHESTRATOR_ARTIFACTS_S3_PREFIX, value: {{ .Values.artifacts.s3.prefix | quote }}}
- {name: ORCHESTRATOR_ARTIFACTS_S3_REGION, value: {{ .Values.artifacts.s3.region | quote }}}
{{- with .Values.artifacts.s3.endpoint }}
- {name: ORCHESTRATOR_ARTIFACTS_S3_ENDPOINT, value: {{ . | quote }}}
{{- end }}
{{- with .Values.artifacts.s3.existingSecret }}
- name: ORCHESTRATOR_ARTIFACTS_S3_ACCESS_KEY
  valueFrom:
    secretKeyRef: {name: {{ . }}, key: access-key}
- name: ORCHESTRATOR_ARTIFACTS_S3_SECRET_KEY
  valueFrom:
    secretKeyRef: {name: {{ . }}, key: secret-key}
{{- end }}
{{- end }}
{{- end }}

{{- define "orchestrator.artifacts.mount" -}}
{{- if eq .Values.artifacts.store "folder" }}
- {name: artifacts, mountPath: /artifacts}
{{- end }}
{{- end }}

{{- define "orchestrator.artifacts.volume" -}}
{{- if eq .Values.artifacts.store "folder" }}
- name: artifacts
  persistentVolumeClaim:
    claimName: {{ required "artifacts.existingClaim is required where artifacts.store is folder" .Values.artifacts.existingClaim }}
{{- end }}
{{- end }}

{{- define "orchestrator.probes" -}}
startupProbe:
  httpGet: {path: /livez, port: http}
  {{- toYaml .Values.probes.startup | nindent 2 }}
livenessProbe:
  httpGet: {path: /livez, port: http}
  {{- toYaml .Values.probes.liveness | nindent 2 }}
readinessProbe:
  httpGet: {path: /readyz, port: http}
  {{- toYaml .Values.probes.readiness | nindent 2 }}
{{- end }}

{{- define "orchestrator.security" -}}
allowPrivilegeEscalation: false
runAsNonRoot: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "orchestrator.placement" -}}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
