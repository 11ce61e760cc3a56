package io.orchestrator.embedded.registry;

import org.jspecify.annotations.Nullable;

/** One change of a registry: what is written to its log, and what its state is folded from. */
sealed interface RegistryRecord {

    /** A schema was registered or soft-deleted. */
    record Put(StoredSchema schema) implements RegistryRecord {}

    /** A version was deleted for good. */
    record Purge(String subject, int version) implements RegistryRecord {}

    /** All versions of a subject up to this one were soft-deleted; only read, Confluent's registry writes it. */
    record DeleteSubject(String subject, int upToVersion) implements RegistryRecord {}

    /**
     * @param subject null for the whole registry
     * @param level null where the setting was removed
     */
    record SetLevel(@Nullable String subject, @Nullable CompatibilityLevel level) implements RegistryRecord {}

    /**
     * @param subject null for the whole registry
     * @param mode null where the setting was removed
     */
    record SetMode(@Nullable String subject, @Nullable RegistryMode mode) implements RegistryRecord {}

    /** A marker that changes nothing. */
    record Nothing() implements RegistryRecord {}
}
