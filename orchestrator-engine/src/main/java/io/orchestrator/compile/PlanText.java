package io.orchestrator.compile;

import io.orchestrator.compile.input.InputTypes;
import io.orchestrator.json.Json;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A plan as text for people and golden files: everything that decides how a job runs, a line a fact. */
public final class PlanText {

    private final Plan plan;
    private final StringBuilder out = new StringBuilder();

    private PlanText(Plan plan) {
        this.plan = plan;
    }

    /** The text; equal plans give equal texts. */
    public static String print(Plan plan) {
        return new PlanText(plan).print();
    }

    private String print() {
        line("workflow " + plan.key() + " \"" + plan.name() + "\"");
        line("hash " + plan.hash());
        line("priority " + plan.priority().word());
        plan.inputs().forEach(this::input);
        plan.steps().forEach(this::step);
        plan.outputs().forEach((name, template) -> line("output " + name + ": " + Json.write(template.source())));
        if (!plan.outputReferences().isEmpty()) {
            line("outputs read " + ids(plan.outputReferences()));
        }
        return out.toString();
    }

    private void input(InputSpec input) {
        var text = "input " + input.name() + ": " + InputTypes.word(input.type());
        if (input.required()) {
            text += " required";
        }
        if (input.defaultValue().isPresent()) {
            text += " = " + Json.write(input.defaultValue().get());
        }
        if (!input.constraints().entries().isEmpty()) {
            text += " " + Json.write(input.constraints());
        }
        line(text);
    }

    private void step(PlanStep step) {
        line("step " + step.index() + " " + step.id() + " [level "
                + step.edges().level() + "]");
        action(step);
        steps("  reads ", step.dependencies());
        steps("  after ", step.after());
        steps("  then ", step.successors());
        step.condition().ifPresent(condition -> line("  when " + condition.source()));
        step.flow().onFalse().ifPresent(target -> line("  on false -> " + id(target)));
        step.flow().onSuccess().ifPresent(target -> line("  on success -> " + id(target)));
        line("  on failure " + onFailure(step.onFailure())
                + (step.flow().reportedFailureCounts() ? ", reported ones too" : ""));
        line("  " + retry(step.retry()));
        if (step.limits().timeoutMs() > 0) {
            line("  timeout " + step.limits().timeoutMs() + " ms");
        }
        var priority =
                step.limits().priority().map(p -> ", priority " + p.word()).orElse("");
        line("  queue " + step.limits().queue() + priority + ", "
                + step.limits().delivery().name().toLowerCase(Locale.ROOT));
        if (!step.outputVariable().isEmpty()) {
            line("  named " + step.outputVariable());
        }
    }

    private void action(PlanStep step) {
        switch (step.action()) {
            case StepAction.CallTool tool -> {
                line("  tool " + (tool.tool() + " " + tool.action()).strip());
                values("    ", tool.parameters());
            }
            case StepAction.CallModel model -> {
                line("  model " + String.join(", ", model.models()) + " " + model.action());
                line("    prompt " + Json.write(Value.of(model.prompt().source())));
                values("    ", model.parameters());
                if (!model.outputSchema().entries().isEmpty()) {
                    line("    schema " + Json.write(model.outputSchema()));
                }
            }
            case StepAction.SetVariables set -> {
                line("  set");
                values("    ", set.variables());
            }
            case StepAction.ForEach loop ->
                line("  for each of " + Json.write(loop.items().source()));
            case StepAction.While loop -> line("  while");
            case StepAction.Parallel parallel -> line("  parallel, join " + parallel.join());
            case StepAction.Switch choice -> line("  switch");
            case StepAction.Wait wait ->
                line("  wait " + wait.kind() + " " + Json.write(wait.time().source()));
            case StepAction.Emit emit -> line("  emit " + emit.name().source());
            case StepAction.End end -> line("  end " + (end.success() ? "succeed" : "fail"));
            case StepAction.CallWorkflow call ->
                line("  workflow " + call.workflow().source());
        }
    }

    private void values(String prefix, ValueTemplate template) {
        if (template.source() instanceof Value.Dict dict) {
            dict.entries().forEach((name, value) -> line(prefix + name + ": " + Json.write(value)));
        }
    }

    private String onFailure(OnFailure onFailure) {
        return switch (onFailure) {
            case OnFailure.FailJob f -> "fail the job";
            case OnFailure.Continue c -> "continue";
            case OnFailure.Skip s -> "skip";
            case OnFailure.Jump jump -> "-> " + id(jump.step());
        };
    }

    private static String retry(RetryPolicy retry) {
        var text = "attempts " + retry.maxAttempts();
        if (retry.initialMs() > 0) {
            text += ", delay " + retry.initialMs() + " ms times " + retry.multiplier() + " up to " + retry.maxMs()
                    + " ms, jitter " + retry.jitter();
        }
        if (!retry.retryOn().isEmpty()) {
            text += ", on " + new TreeSet<>(retry.retryOn());
        }
        return retry.noRetryOn().isEmpty() ? text : text + ", not on " + new TreeSet<>(retry.noRetryOn());
    }

    private void steps(String prefix, Collection<Integer> indexes) {
        if (!indexes.isEmpty()) {
            line(prefix + ids(indexes));
        }
    }

    private String ids(Collection<Integer> indexes) {
        return indexes.stream().map(this::id).collect(Collectors.joining(", "));
    }

    private String id(int index) {
        return plan.step(index).id();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
