package io.orchestrator.compile.pipeline.input;

import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.List;

/** The vocabularies of this package, for the schema and the documentation. */
public final class InputKeys {

    private InputKeys() {}

    /** Those of an input, of a type inside it, and of validation. */
    public static List<Vocabulary> all() {
        return List.of(ConstraintReader.DECLARATION, ConstraintReader.NESTED, ConstraintReader.VALIDATION);
    }
}
