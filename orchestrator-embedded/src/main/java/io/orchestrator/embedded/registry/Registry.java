package io.orchestrator.embedded.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules for subjects, versions and ids, as Confluent's registry has them. One id a content (canonical text and
 * references) in the whole registry; versions of a subject rise by one and are not reused while one of them is there.
 * Not thread-safe.
 */
final class Registry {

    /** Whether soft-deleted versions are seen. */
    enum Scope {
        LIVE,
        WITH_DELETED;

        boolean sees(StoredSchema schema) {
            return this == WITH_DELETED || !schema.deleted();
        }
    }

    /** Whether deleted is hidden or gone. */
    enum Deletion {
        SOFT,
        PERMANENT
    }

    private final Ledger ledger;

    Registry(Ledger ledger) {
        this.ledger = ledger;
    }

    List<String> subjects(String prefix, Scope scope) {
        var state = ledger.state();
        return state.subjects().stream()
                .filter(subject -> subject.startsWith(prefix))
                .filter(subject -> state.versions(subject).values().stream().anyMatch(scope::sees))
                .toList();
    }

    /** Never empty. */
    List<StoredSchema> versions(String subject, Scope scope) {
        var seen = ledger.state().versions(subject).values().stream()
                .filter(scope::sees)
                .toList();
        if (seen.isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        return seen;
    }

    StoredSchema version(String subject, VersionNumber version, Scope scope) {
        var seen = versions(subject, scope);
        return switch (version) {
            case VersionNumber.Latest l -> seen.getLast();
            case VersionNumber.Exactly exactly ->
                seen.stream()
                        .filter(schema -> schema.version() == exactly.number())
                        .findFirst()
                        .orElseThrow(() -> RegistryError.versionNotFound(exactly.number()));
        };
    }

    /** The id of the schema, registered under the subject from now on. */
    int register(String subject, String text, List<SchemaReference> references) {
        var state = ledger.state();
        requireWritable(subject, state);
        var parsed = SchemaTexts.parse(text, references, state);
        var same = find(subject, parsed.content(), Scope.LIVE);
        if (same.isPresent()) {
            return same.get().id();
        }
        var live = state.live(subject);
        var problems = level(subject, state).check(parsed.schema(), schemas(live, state));
        if (!problems.isEmpty()) {
            throw RegistryError.incompatible(subject, problems);
        }
        var versions = state.versions(subject);
        var version = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        var id = state.idFor(parsed.content());
        var content = parsed.content();
        ledger.append(List.of(new RegistryRecord.Put(
                new StoredSchema(subject, version, id, content.text(), content.references(), false))));
        return id;
    }

    /** The version that holds exactly this schema. */
    StoredSchema lookup(String subject, String text, List<SchemaReference> references, Scope scope) {
        versions(subject, scope);
        var parsed = SchemaTexts.parse(text, references, ledger.state());
        return find(subject, parsed.content(), scope).orElseThrow(RegistryError::schemaNotFound);
    }

    private Optional<StoredSchema> find(String subject, StoredSchema.Content content, Scope scope) {
        return ledger.state().versions(subject).values().stream()
                .filter(scope::sees)
                .filter(schema -> schema.content().equals(content))
                .max(Comparator.comparingInt(StoredSchema::version));
    }

    /** A schema by id; soft-deleted ones too, since data written with them may still be read. */
    StoredSchema byId(int id) {
        return ledger.state().byId(id).orElseThrow(() -> RegistryError.idNotFound(id));
    }

    /** Where an id is used, by subject and version. */
    List<StoredSchema> usesOf(int id, Scope scope) {
        byId(id);
        return ledger.state()
                .all()
                .filter(schema -> schema.id() == id)
                .filter(scope::sees)
                .toList();
    }

    /** The ids of the schemas that refer to this version. */
    List<Integer> referencedBy(String subject, VersionNumber version) {
        var schema = version(subject, version, Scope.WITH_DELETED);
        return List.copyOf(
                referrers(schema).map(StoredSchema::id).collect(TreeSet::new, TreeSet::add, TreeSet::addAll));
    }

    private Stream<StoredSchema> referrers(StoredSchema target) {
        return ledger.state()
                .all()
                .filter(schema -> !schema.deleted())
                .filter(schema -> schema.references().stream()
                        .anyMatch(reference -> reference.subject().equals(target.subject())
                                && reference.version() == target.version()));
    }

    /** What stands against registering the schema, by the subject's level; empty where nothing does. */
    List<String> check(String subject, String text, List<SchemaReference> references) {
        var state = ledger.state();
        var candidate = SchemaTexts.parse(text, references, state).schema();
        return level(subject, state).check(candidate, schemas(state.live(subject), state));
    }

    /** What stands between the schema and one version; nothing where the subject is new and the latest is asked. */
    List<String> checkAgainst(String subject, VersionNumber version, String text, List<SchemaReference> references) {
        var state = ledger.state();
        var candidate = SchemaTexts.parse(text, references, state).schema();
        if (version instanceof VersionNumber.Latest && state.live(subject).isEmpty()) {
            return List.of();
        }
        var earlier = version(subject, version, Scope.LIVE);
        return level(subject, state).check(candidate, List.of(SchemaTexts.parse(earlier, state)));
    }

    /** The deleted versions. */
    List<Integer> deleteSubject(String subject, Deletion deletion) {
        requireWritable(subject, ledger.state());
        var all = versions(subject, Scope.WITH_DELETED);
        var live = all.stream().filter(Scope.LIVE::sees).toList();
        return switch (deletion) {
            case SOFT -> {
                if (live.isEmpty()) {
                    throw RegistryError.subjectSoftDeleted(subject);
                }
                yield delete(live, deletion);
            }
            case PERMANENT -> {
                if (!live.isEmpty()) {
                    throw RegistryError.subjectNotSoftDeleted(subject);
                }
                yield delete(all, deletion);
            }
        };
    }

    /** The deleted version. */
    int deleteVersion(String subject, VersionNumber version, Deletion deletion) {
        requireWritable(subject, ledger.state());
        var schema = version(subject, version, Scope.WITH_DELETED);
        switch (deletion) {
            case SOFT -> {
                if (schema.deleted()) {
                    throw RegistryError.versionSoftDeleted(subject, schema.version());
                }
            }
            case PERMANENT -> {
                if (!schema.deleted()) {
                    throw RegistryError.versionNotSoftDeleted(subject, schema.version());
                }
            }
        }
        return delete(List.of(schema), deletion).getFirst();
    }

    private List<Integer> delete(List<StoredSchema> schemas, Deletion deletion) {
        var records = new ArrayList<RegistryRecord>();
        for (var schema : schemas) {
            if (referrers(schema).anyMatch(referrer -> !schemas.contains(referrer))) {
                throw RegistryError.referenced(schema.subject(), schema.version());
            }
            records.add(
                    switch (deletion) {
                        case SOFT -> new RegistryRecord.Put(schema.softDeleted());
                        case PERMANENT -> new RegistryRecord.Purge(schema.subject(), schema.version());
                    });
        }
        ledger.append(records);
        return schemas.stream().map(StoredSchema::version).toList();
    }

    private static void requireWritable(String subject, RegistryState state) {
        if (state.mode(subject).orElse(state.globalMode()) == RegistryMode.READONLY) {
            throw RegistryError.readOnly(subject);
        }
    }

    private static CompatibilityLevel level(String subject, RegistryState state) {
        return state.level(subject).orElse(state.globalLevel());
    }

    private static List<org.apache.avro.Schema> schemas(List<StoredSchema> stored, RegistryState state) {
        return stored.stream().map(schema -> SchemaTexts.parse(schema, state)).toList();
    }
}
