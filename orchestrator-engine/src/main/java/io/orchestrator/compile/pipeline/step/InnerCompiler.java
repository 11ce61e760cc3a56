package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.plan.StepAction;
import java.util.Optional;
import java.util.Set;

/** Compiles the workflows that stand inside of a document. */
public interface InnerCompiler {

    /**
     * How such a workflow is called.
     *
     * @param name its id where it has neither id nor name
     * @param given names of the inputs that it is given; those that it does not declare take anything
     */
    record Call(String name, Set<String> given) {
        public Call {
            given = Set.copyOf(given);
        }
    }

    /**
     * The workflow as a document of its own; empty where {@code findings} says why there is none.
     *
     * @param written a mapping, or the text of a document
     */
    Optional<StepAction.Inline> compile(Node written, Call call, Findings findings);
}
