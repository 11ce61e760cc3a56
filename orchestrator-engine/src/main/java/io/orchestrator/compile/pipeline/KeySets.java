package io.orchestrator.compile.pipeline;

import io.orchestrator.compile.pipeline.call.CallKeys;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.compile.pipeline.input.InputKeys;
import io.orchestrator.compile.pipeline.step.StepKeys;
import java.util.List;
import java.util.stream.Stream;

/** Every vocabulary of the native document, for the schema and the documentation. */
public final class KeySets {

    private static final List<Vocabulary> OWN = List.of(
            Vocabulary.DOCUMENT,
            Vocabulary.STEP,
            Vocabulary.DEFAULTS,
            Vocabulary.CONTEXT,
            AdmittanceReader.CONCURRENCY);

    private KeySets() {}

    /** The document's, the step's, and those of the mappings inside. */
    public static List<Vocabulary> all() {
        return Stream.of(OWN, CallKeys.all(), InputKeys.all(), StepKeys.all())
                .flatMap(List::stream)
                .toList();
    }
}
