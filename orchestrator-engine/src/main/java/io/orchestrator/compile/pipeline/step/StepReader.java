package io.orchestrator.compile.pipeline.step;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.call.StepDefaults;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Priorities;
import io.orchestrator.compile.pipeline.field.Queues;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one step; what needs the other steps is left to whoever links them. */
final class StepReader {

    static final List<String> CONDITIONS = List.of("condition", "if", "when");

    private static final List<String> DELIVERIES = List.of("at_least_once", "exclusive", "at_most_once");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    private final StepParts parts;
    private final Findings findings;

    StepReader(StepParts parts, Findings findings) {
        this.parts = parts;
        this.findings = findings;
    }

    /**
     * Where a step stands.
     *
     * @param index its place in the plan
     * @param block number of its block
     * @param name its id
     */
    record Site(int index, int block, Named name) {}

    StepDraft read(Site site, Node.Mapping written, BlockReader blocks) {
        Vocabulary.STEP.check(written, findings);
        var body = LoopBody.of(WorkflowCallReader.common(written));
        var fields = new Fields(body.loop(), findings);
        var step = new OpenStep(
                site.index(),
                site.name().id(),
                fields,
                new TemplateReader(findings),
                new TemplateReader(findings),
                new TemplateReader(findings),
                blocks);
        var condition = FlowReader.condition(step);
        var action = parts.actions().read(step, body);
        action.filter(made -> !(made instanceof StepAction.Task)).ifPresent(made -> needsWorker(fields));
        var mends = new StepDraft.Mends(
                parts.handlers().read(step), parts.blocks().compensation(step), HandlerBlocks.cleanup(step));
        var waits = FlowReader.waits(step);
        var jumps = FlowReader.jumps(step);
        var produce = ProduceReader.read(step).filter(made -> action.orElse(null) instanceof StepAction.Task);
        return new StepDraft(
                site.index(),
                site.block(),
                site.name(),
                action,
                new Fields(written, findings)
                        .text("action")
                        .orElseGet(() -> action.map(StepReader::word).orElse("")),
                condition,
                waits,
                jumps,
                mends,
                limits(step, action),
                produce,
                reads(step, action));
    }

    /** Only what a worker makes is checked and written. */
    private void needsWorker(Fields fields) {
        for (var key : List.of("output_schema", "schema", "location")) {
            if (fields.has(key)) {
                findings.warning(
                        "ignored-key",
                        fields.mapping().placeOf(key),
                        "'" + key + "' changes nothing here: no worker runs this step",
                        "write it on a step that calls a tool or a model");
            }
        }
    }

    private static String word(StepAction action) {
        return switch (action) {
            case StepAction.CallTool tool -> tool.action();
            case StepAction.CallModel model -> model.action();
            case StepAction.SetVariables set -> "set";
            case StepAction.ForEach loop -> "for_each";
            case StepAction.While loop -> loop.agent().isPresent() ? "agent" : "while";
            case StepAction.Parallel parallel -> "parallel";
            case StepAction.Switch choice -> "switch";
            case StepAction.Wait pause -> "wait";
            case StepAction.Signal signal -> "signal";
            case StepAction.Emit emit -> "emit";
            case StepAction.Publish publish -> "emit";
            case StepAction.End end -> end.success() ? "succeed" : "fail";
            case StepAction.CallWorkflow call -> "workflow";
        };
    }

    /** A step that the coordinator runs is tried once, without a limit, unless it says otherwise itself. */
    private StepDraft.Limits limits(OpenStep step, Optional<StepAction> action) {
        var fields = step.fields();
        var ofTheWorker = action.filter(StepReader::isControl).isEmpty();
        var defaults = ofTheWorker
                ? parts.defaults()
                : new StepDefaults(
                        0,
                        RetryPolicy.attempts(1),
                        parts.defaults().model(),
                        false,
                        parts.defaults().queue());
        return new StepDraft.Limits(
                defaults.retry(fields),
                // A step that waits for a signal reads it as how long it waits.
                action.orElse(null) instanceof StepAction.Signal ? 0 : defaults.timeout(fields),
                Queues.read(fields, parts.defaults().queue()),
                Priorities.read(fields),
                delivery(fields, action),
                outputVariable(fields).map(Named::id).orElse(""),
                MannerReader.read(step, action));
    }

    private static boolean isControl(StepAction action) {
        return switch (action) {
            case StepAction.Task task -> false;
            case StepAction.SetVariables set -> false;
            case StepAction.ForEach loop -> true;
            case StepAction.While loop -> true;
            case StepAction.Parallel parallel -> true;
            case StepAction.Switch choice -> true;
            case StepAction.Wait pause -> true;
            case StepAction.Signal signal -> true;
            case StepAction.Emit emit -> true;
            case StepAction.Publish publish -> false;
            case StepAction.End end -> true;
            case StepAction.CallWorkflow call -> true;
        };
    }

    private Delivery delivery(Fields fields, Optional<StepAction> action) {
        var word = fields.text("delivery");
        if (word.isEmpty()) {
            return Delivery.AT_LEAST_ONCE;
        }
        var delivery = Arrays.stream(Delivery.values())
                .filter(one -> one.word().equals(word.get()))
                .findFirst();
        if (delivery.isEmpty()) {
            findings.error(
                    "bad-value",
                    fields.place("delivery"),
                    "'" + word.get() + "' is no way of delivery",
                    Spelling.nearest(word.get(), DELIVERIES)
                            .map(Fields::didYouMean)
                            .orElse("available: " + String.join(", ", DELIVERIES)));
        } else if (delivery.get().granted()
                && action.filter(StepAction.Task.class::isInstance).isEmpty()) {
            findings.warning(
                    "no-effect",
                    fields.place("delivery"),
                    "'delivery' changes nothing here: no worker runs this step",
                    "write it on a step that calls a tool or a model");
        }
        return delivery.orElse(Delivery.AT_LEAST_ONCE);
    }

    private static Optional<Named> outputVariable(Fields fields) {
        return written(fields).filter(StepReader::isVariable);
    }

    private static Optional<Named> written(Fields fields) {
        return fields.scalar("output_variable")
                .map(scalar -> new Named(scalar.text().strip(), scalar.place()));
    }

    private StepDraft.Reads reads(OpenStep step, Optional<StepAction> action) {
        return new StepDraft.Reads(
                assigns(step.fields(), action),
                step.templates().references(),
                step.inside().references(),
                step.after().references());
    }

    private List<Named> assigns(Fields fields, Optional<StepAction> action) {
        var assigned = new ArrayList<Named>();
        written(fields).ifPresent(assigned::add);
        if (action.orElse(null) instanceof StepAction.SetVariables) {
            fields.mapping("set")
                    .ifPresent(set ->
                            set.entries().forEach((variable, entry) -> assigned.add(new Named(variable, entry.key()))));
        }
        for (var named : assigned) {
            if (!isVariable(named)) {
                findings.error(
                        "bad-value",
                        named.place(),
                        "'" + named.id() + "' is no name for a variable",
                        "use letters, digits and _, not a digit first");
            }
        }
        return assigned.stream().filter(StepReader::isVariable).toList();
    }

    private static boolean isVariable(Named named) {
        return VARIABLE.matcher(named.id()).matches();
    }
}
