package io.orchestrator.compile.pipeline.step;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.pipeline.call.ModelCallReader;
import io.orchestrator.compile.pipeline.call.ModelNames;
import io.orchestrator.compile.pipeline.call.ModelNeeds;
import io.orchestrator.compile.pipeline.call.StepDefaults;
import io.orchestrator.compile.pipeline.call.ToolCallReader;
import io.orchestrator.compile.pipeline.field.Fields;
import java.util.List;

/**
 * What reads the parts of a step.
 *
 * @param defaults what the document says for every step
 * @param actions reads what a step does
 * @param handlers reads what is done about its failure
 * @param blocks reads how it is undone
 */
public record StepParts(StepDefaults defaults, ActionReader actions, HandlerReader handlers, HandlerBlocks blocks) {

    /**
     * Of one compilation.
     *
     * @param models the configured ones, {@code provider/model} or {@code provider/*}
     * @param inner compiles the workflows that stand inside
     */
    public static StepParts create(Fields document, ToolCatalog tools, List<String> models, InnerCompiler inner) {
        var findings = document.findings();
        var defaults = StepDefaults.read(document);
        var names = new ModelNames(models, findings);
        var actions = new ActionReader(
                new ToolCallReader(tools, findings),
                new ModelCallReader(names, new ModelNeeds(names, findings), defaults, findings),
                new WorkflowCallReader(inner),
                new AgentReader(tools));
        var blocks = new HandlerBlocks(names, defaults);
        return new StepParts(defaults, actions, new HandlerReader(document, blocks), blocks);
    }
}
