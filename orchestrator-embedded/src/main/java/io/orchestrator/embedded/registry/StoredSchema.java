package io.orchestrator.embedded.registry;

import java.util.List;

/**
 * One version of one subject.
 *
 * @param subject the subject
 * @param version the version in the subject, from 1
 * @param id the id of the text in the whole registry, from 1
 * @param text the canonical text, with references unresolved
 * @param references the types that other subjects define
 * @param deleted soft-deleted: hidden, its id still resolves
 */
record StoredSchema(
        String subject, int version, int id, String text, List<SchemaReference> references, boolean deleted) {

    StoredSchema {
        references = List.copyOf(references);
    }

    /** What gives a schema its id. */
    record Content(String text, List<SchemaReference> references) {}

    Content content() {
        return new Content(text, references);
    }

    StoredSchema softDeleted() {
        return new StoredSchema(subject, version, id, text, references, true);
    }
}
