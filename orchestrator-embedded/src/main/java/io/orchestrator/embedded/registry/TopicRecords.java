package io.orchestrator.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The records of the {@code _schemas} topic in Confluent's JSON format, both ways. */
final class TopicRecords {

    private TopicRecords() {}

    /** @param value null for a tombstone */
    record Entry(JsonNode key, @Nullable JsonNode value) {}

    static Entry write(RegistryRecord change) {
        return switch (change) {
            case RegistryRecord.Put put ->
                new Entry(schemaKey(put.schema().subject(), put.schema().version()), value(put.schema()));
            case RegistryRecord.Purge purge -> new Entry(schemaKey(purge.subject(), purge.version()), null);
            case RegistryRecord.DeleteSubject delete ->
                new Entry(
                        key("DELETE_SUBJECT").put("subject", delete.subject()).put("magic", 0),
                        RegistryJson.object().put("subject", delete.subject()).put("version", delete.upToVersion()));
            case RegistryRecord.SetLevel set ->
                new Entry(
                        key("CONFIG").put("subject", set.subject()).put("magic", 0),
                        set.level() == null
                                ? null
                                : RegistryJson.object()
                                        .put("compatibilityLevel", set.level().name()));
            case RegistryRecord.SetMode set ->
                new Entry(
                        key("MODE").put("subject", set.subject()).put("magic", 0),
                        set.mode() == null
                                ? null
                                : RegistryJson.object().put("mode", set.mode().name()));
            case RegistryRecord.Nothing n -> new Entry(key("NOOP").put("magic", 0), null);
        };
    }

    private static ObjectNode key(String type) {
        return RegistryJson.object().put("keytype", type);
    }

    private static ObjectNode schemaKey(String subject, int version) {
        return key("SCHEMA").put("subject", subject).put("version", version).put("magic", 1);
    }

    private static ObjectNode value(StoredSchema schema) {
        return RegistryJson.version(schema).put("deleted", schema.deleted());
    }

    /** @throws StorageException where the record is of no known kind */
    static RegistryRecord read(Entry entry) {
        var key = entry.key();
        var value = Optional.ofNullable(entry.value());
        var subject = key.path("subject").asText();
        return switch (key.path("keytype").asText()) {
            case "SCHEMA" ->
                value.map(TopicRecords::schema)
                        .<RegistryRecord>map(RegistryRecord.Put::new)
                        .orElseGet(() -> new RegistryRecord.Purge(
                                subject, key.path("version").asInt()));
            case "DELETE_SUBJECT" ->
                value.<RegistryRecord>map(v -> new RegistryRecord.DeleteSubject(
                                subject, v.path("version").asInt()))
                        .orElseGet(RegistryRecord.Nothing::new);
            case "CONFIG" ->
                new RegistryRecord.SetLevel(
                        subjectOrNull(key), value.flatMap(TopicRecords::level).orElse(null));
            case "MODE" ->
                new RegistryRecord.SetMode(
                        subjectOrNull(key), value.map(TopicRecords::mode).orElse(null));
            case "NOOP" -> new RegistryRecord.Nothing();
            default ->
                throw new StorageException("the schema topic holds a record of the kind " + key.path("keytype")
                        + " that this registry does not know; use the registry that wrote it");
        };
    }

    private static StoredSchema schema(JsonNode value) {
        var subject = value.path("subject").asText();
        var version = value.path("version").asInt();
        var type = value.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new StorageException("the schema topic holds a schema of the type " + type + " (subject " + subject
                    + ", version " + version + "); this registry knows AVRO only: use the registry that wrote it");
        }
        return new StoredSchema(
                subject,
                version,
                value.path("id").asInt(),
                value.path("schema").asText(),
                RegistryJson.references(value),
                value.path("deleted").asBoolean());
    }

    private static @Nullable String subjectOrNull(JsonNode key) {
        return key.path("subject").isTextual() ? key.path("subject").asText() : null;
    }

    private static Optional<CompatibilityLevel> level(JsonNode value) {
        var name = value.path("compatibilityLevel").asText();
        return Arrays.stream(CompatibilityLevel.values())
                .filter(level -> level.name().equals(name))
                .findFirst();
    }

    /** Every mode but READWRITE refuses writes of ordinary clients. */
    private static RegistryMode mode(JsonNode value) {
        return value.path("mode").asText().equals("READWRITE") ? RegistryMode.READWRITE : RegistryMode.READONLY;
    }
}
