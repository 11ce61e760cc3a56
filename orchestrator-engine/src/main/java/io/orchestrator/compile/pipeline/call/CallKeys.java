package io.orchestrator.compile.pipeline.call;

import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.List;

/** The vocabularies of this package, for the schema and the documentation. */
public final class CallKeys {

    private CallKeys() {}

    /** Those of retry, model and requires_model. */
    public static List<Vocabulary> all() {
        return List.of(RetryReader.VOCABULARY, ModelNames.PREFERENCE, ModelNeeds.VOCABULARY);
    }
}
