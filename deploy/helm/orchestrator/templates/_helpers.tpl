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

{{- define "orchestrator.env" -}}
- name: ORCHESTRATOR_BOOTSTRAP_SERVERS
  value: {{ required "kafka.bootstrapServers is required" .Values.kafka.bootstrapServers | quote }}
- name: ORCHESTRATOR_SCHEMA_REGISTRY_URL
  value: {{ required "registry.url is required" .Values.registry.url | quote }}
- name: ORCHESTRATOR_TOPICS_PREFIX
  value: {{ .Values.topics.prefix | quote }}
- name: ORCHESTRATOR_CLAIM_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ required "claimSecret.existingSecret is required" .Values.claimSecret.existingSecret }}
      key: claim-secret
{{- range $key, $value := .Values.kafka.properties }}
- name: ORCHESTRATOR_KAFKA_{{ $key | upper | replace "." "_" | replace "-" "_" }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "orchestrator.probes" -}}
startupProbe:
  httpGet: {path: /livez, port: http}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /livez, port: http}
  periodSeconds: 10
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /readyz, port: http}
  periodSeconds: 5
{{- end }}

{{- define "orchestrator.security" -}}
allowPrivilegeEscalation: false
runAsNonRoot: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end }}
