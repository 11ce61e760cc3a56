package io.orchestrator.embedded.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads Avro schemas with the types they refer to. */
final class SchemaTexts {

    /** The most references one schema may have. */
    static final int MAX_REFERENCES = 100;

    private static final int MAX_REFERENCE_DEPTH = 16;

    private final RegistryState state;
    private final Schema.Parser parser = new Schema.Parser();
    private final Set<SchemaReference> read = new HashSet<>();

    private SchemaTexts(RegistryState state) {
        this.state = state;
    }

    /**
     * @param schema with all types resolved
     * @param content the canonical text as Confluent's registry writes it, references left as names
     */
    record Parsed(Schema schema, StoredSchema.Content content) {}

    /**
     * @throws RegistryError 42201 where the text is no Avro schema or a reference leads nowhere
     */
    static Parsed parse(String text, List<SchemaReference> references, RegistryState state) {
        if (references.size() > MAX_REFERENCES) {
            throw RegistryError.invalidSchema("it has more than " + MAX_REFERENCES + " references");
        }
        var texts = new SchemaTexts(state);
        texts.read(references, 1);
        var known = List.copyOf(texts.parser.getTypes().values());
        var schema = texts.parse(text, "");
        var canonical = references.isEmpty() ? schema.toString() : textWithout(known, schema);
        return new Parsed(schema, new StoredSchema.Content(canonical, references));
    }

    @SuppressWarnings("deprecation") // Confluent's registry makes its canonical text by this call; nothing replaces it
    private static String textWithout(List<Schema> known, Schema schema) {
        return schema.toString(known, false);
    }

    /** The schema of a version that is in the registry. */
    static Schema parse(StoredSchema stored, RegistryState state) {
        return parse(stored.text(), stored.references(), state).schema();
    }

    private void read(List<SchemaReference> references, int depth) {
        if (depth > MAX_REFERENCE_DEPTH) {
            throw RegistryError.invalidSchema("its references nest deeper than " + MAX_REFERENCE_DEPTH);
        }
        for (var reference : references) {
            var key = new SchemaReference("", reference.subject(), reference.version());
            if (read.add(key)) {
                var stored = state.versions(reference.subject()).get(reference.version());
                if (stored == null) {
                    throw RegistryError.invalidSchema("no schema reference found for subject \"" + reference.subject()
                            + "\" and version " + reference.version());
                }
                read(stored.references(), depth + 1);
                parse(stored.text(), " (reference " + reference.name() + ")");
            }
        }
    }

    private Schema parse(String text, String where) {
        try {
            return parser.parse(text);
        } catch (RuntimeException e) { // the parser throws what it meets: many kinds for one meaning
            throw RegistryError.invalidSchema(e.getMessage() + where);
        }
    }
}
