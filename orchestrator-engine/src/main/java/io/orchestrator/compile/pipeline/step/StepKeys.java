package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.List;

/** The vocabularies of this package, for the schema and the documentation. */
public final class StepKeys {

    private StepKeys() {}

    /** Those of the mappings inside a step. */
    public static List<Vocabulary> all() {
        return List.of(
                HandlerReader.VOCABULARY,
                AgentReader.VOCABULARY,
                AgentReader.BUDGET,
                AgentTool.VOCABULARY,
                BranchReader.CASE,
                ControlReader.WAIT,
                PromptReader.SIGNAL,
                PromptReader.APPROVAL,
                ControlReader.EMIT,
                ControlReader.FAIL,
                ControlReader.SUCCEED,
                MannerReader.RATE,
                CacheReader.VOCABULARY,
                QueueReader.VOCABULARY,
                WorkflowCallReader.PARAMETERS,
                PromptReader.GATE,
                PromptReader.PROMPT);
    }
}
