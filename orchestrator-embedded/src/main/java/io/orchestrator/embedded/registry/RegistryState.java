package io.orchestrator.embedded.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a registry holds, folded from its records. Not thread-safe. */
final class RegistryState {

    private final NavigableMap<String, NavigableMap<Integer, StoredSchema>> subjects = new TreeMap<>();
    private final NavigableMap<Integer, StoredSchema> byId = new TreeMap<>();
    private final Map<StoredSchema.Content, Integer> ids = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private final Map<String, RegistryMode> modes = new HashMap<>();
    private @Nullable CompatibilityLevel globalLevel;
    private @Nullable RegistryMode globalMode;
    private int highestId;

    void apply(RegistryRecord change) {
        switch (change) {
            case RegistryRecord.Put put -> put(put.schema());
            case RegistryRecord.Purge purge -> purge(purge.subject(), purge.version());
            case RegistryRecord.DeleteSubject delete ->
                List.copyOf(versions(delete.subject())
                                .headMap(delete.upToVersion(), true)
                                .values())
                        .forEach(schema -> put(schema.softDeleted()));
            case RegistryRecord.SetLevel level -> setLevel(level.subject(), level.level());
            case RegistryRecord.SetMode mode -> setMode(mode.subject(), mode.mode());
            case RegistryRecord.Nothing n -> {}
        }
    }

    /** All subjects by name, soft-deleted versions included. */
    Collection<String> subjects() {
        return subjects.keySet();
    }

    /** The versions of a subject, soft-deleted ones included; empty where there is no such subject. */
    NavigableMap<Integer, StoredSchema> versions(String subject) {
        return subjects.getOrDefault(subject, new TreeMap<>());
    }

    /** The versions that are not soft-deleted, oldest first. */
    List<StoredSchema> live(String subject) {
        return versions(subject).values().stream()
                .filter(schema -> !schema.deleted())
                .toList();
    }

    Stream<StoredSchema> all() {
        return subjects.values().stream().flatMap(versions -> versions.values().stream());
    }

    Optional<StoredSchema> byId(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The id this content has or would get. */
    int idFor(StoredSchema.Content content) {
        return ids.getOrDefault(content, highestId + 1);
    }

    Optional<CompatibilityLevel> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    CompatibilityLevel globalLevel() {
        return globalLevel == null ? CompatibilityLevel.BACKWARD : globalLevel;
    }

    Optional<RegistryMode> mode(String subject) {
        return Optional.ofNullable(modes.get(subject));
    }

    RegistryMode globalMode() {
        return globalMode == null ? RegistryMode.READWRITE : globalMode;
    }

    private void put(StoredSchema schema) {
        subjects.computeIfAbsent(schema.subject(), s -> new TreeMap<>()).put(schema.version(), schema);
        byId.put(schema.id(), schema);
        ids.put(schema.content(), schema.id());
        highestId = Math.max(highestId, schema.id());
    }

    private void purge(String subject, int version) {
        var versions = versions(subject);
        var gone = versions.remove(version);
        if (gone == null) {
            return;
        }
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
        var other = all().filter(schema -> schema.id() == gone.id()).findFirst();
        if (other.isPresent()) {
            byId.put(gone.id(), other.get());
        } else {
            byId.remove(gone.id());
            ids.remove(gone.content());
        }
    }

    private void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
        if (subject == null) {
            globalLevel = level;
        } else if (level == null) {
            levels.remove(subject);
        } else {
            levels.put(subject, level);
        }
    }

    private void setMode(@Nullable String subject, @Nullable RegistryMode mode) {
        if (subject == null) {
            globalMode = mode;
        } else if (mode == null) {
            modes.remove(subject);
        } else {
            modes.put(subject, mode);
        }
    }
}
