package io.orchestrator.compile;

import io.orchestrator.compile.input.InputTypes;
import io.orchestrator.json.Json;
import io.orchestrator.plan.Admittance;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.ErrorHandler;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.RetryPolicy;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A plan as text for people and golden files: everything that decides how a job runs, a line a fact; the steps inside a
 * step stand under it, further in.
 */
public final class PlanText {

    private final Plan plan;
    private final Lines out = new Lines();
    private final ActionText actions;

    private PlanText(Plan plan) {
        this.plan = plan;
        this.actions = new ActionText(plan, out, this::block);
    }

    /** The text; equal plans give equal texts. */
    public static String print(Plan plan) {
        return new PlanText(plan).print();
    }

    private String print() {
        out.line("workflow " + plan.key() + " \"" + plan.name() + "\"");
        out.line("hash " + plan.hash());
        out.line("priority " + plan.priority().word());
        if (plan.timeoutMs() > 0) {
            out.line("timeout " + plan.timeoutMs() + " ms");
        }
        admittance(plan.admittance());
        plan.inputs().forEach(this::input);
        steps(plan.root());
        block("finally", plan.cleanup());
        plan.outputs().forEach((name, template) -> out.line("output " + name + ": " + Json.write(template.source())));
        if (!plan.outputReferences().isEmpty()) {
            out.line("outputs read " + ids(plan.outputReferences()));
        }
        if (!plan.searchable().isEmpty()) {
            out.line("searchable " + String.join(", ", plan.searchable()));
        }
        return out.toString();
    }

    private void admittance(Admittance admittance) {
        if (!admittance.queue().equals(Admittance.DEFAULT_QUEUE)) {
            out.line("queue " + admittance.queue());
        }
        admittance
                .concurrency()
                .ifPresent(own -> out.line("at most " + own.limit() + " at once of the same \""
                        + own.key().source() + "\", else " + own.onLimit().word()));
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
        out.line(text);
    }

    private void steps(Block block) {
        block.steps().forEach(index -> step(plan.step(index)));
    }

    private void block(String title, Block block) {
        if (!block.steps().isEmpty()) {
            out.line(title);
            out.within(() -> steps(block));
        }
    }

    private void step(PlanStep step) {
        out.line("step " + step.index() + " " + step.id() + " [level "
                + step.edges().level() + "]");
        out.within(() -> {
            actions.print(step.action());
            edges(step);
            flow(step);
            limits(step);
            step.flow().handlers().forEach(this::handler);
            block("to undo it", step.flow().compensation());
            block("after it", step.flow().cleanup());
        });
    }

    private void edges(PlanStep step) {
        ids("reads ", step.dependencies());
        ids("after ", step.after());
        ids("then ", step.successors());
    }

    private void flow(PlanStep step) {
        var flow = step.flow();
        step.condition().ifPresent(condition -> out.line("when " + condition.source()));
        flow.onFalse().ifPresent(target -> out.line("on false -> " + id(target)));
        flow.onSuccess().ifPresent(target -> out.line("on success -> " + id(target)));
        flow.goTo()
                .ifPresent(leap ->
                        out.line("goto " + leap.target().source() + ", back at most " + leap.maxRepeats() + " times"));
        out.line("on failure " + onFailure(step.onFailure())
                + (flow.reportedFailureCounts() ? ", reported ones too" : ""));
    }

    private void limits(PlanStep step) {
        var limits = step.limits();
        out.line(retry(limits.retry()));
        if (limits.timeoutMs() > 0) {
            out.line("timeout " + limits.timeoutMs() + " ms");
        }
        var priority = limits.priority().map(p -> ", priority " + p.word()).orElse("");
        if (limits.delivery().granted()) {
            out.line("delivery " + limits.delivery().word());
        }
        out.line("queue " + limits.queue() + priority + ", "
                + limits.delivery().name().toLowerCase(Locale.ROOT));
        limits.manner().idempotencyKey().ifPresent(key -> out.line("idempotency key " + key.source()));
        new TreeMap<>(limits.manner().secrets())
                .forEach((variable, secret) -> out.line("secret " + secret + " as " + variable));
        limits.manner()
                .rate()
                .ifPresent(rate -> out.line("at most " + rate.calls() + " calls in " + rate.periodMs()
                        + " ms a worker, counted as " + rate.key().source()));
        limits.manner()
                .cache()
                .ifPresent(cache -> out.line("a worker answers again for " + cache.ttlMs() + " ms"
                        + cache.key().map(key -> ", as " + key.source()).orElse("")));
        step.produce()
                .ifPresent(file -> out.line("writes " + file.location().source()
                        + (file.format().isEmpty() ? "" : " as " + file.format())
                        + (file.maxBytes() > 0 ? ", at most " + file.maxBytes() + " bytes" : "")));
        if (!step.outputVariable().isEmpty()) {
            out.line("named " + step.outputVariable());
        }
    }

    private void handler(ErrorHandler handler) {
        var text = new StringBuilder("on error");
        if (!handler.types().isEmpty()) {
            text.append(" of ").append(new TreeSet<>(handler.types()));
        }
        if (!handler.patterns().isEmpty()) {
            text.append(" like ").append(handler.patterns());
        }
        if (!handler.codes().isEmpty()) {
            text.append(" with ").append(new TreeSet<>(handler.codes()));
        }
        handler.fallback().ifPresent(value -> text.append(", give ").append(Json.write(value.source())));
        if (handler.retry()) {
            text.append(", try again at most ").append(handler.maxRetries()).append(" times");
        }
        text.append(handler.propagate() ? ", the failure counts" : "");
        text.append(handler.continueOnHandlerFailure() ? ", also if this fails" : "");
        out.line(text.toString());
        out.within(() -> steps(handler.block()));
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

    private void ids(String prefix, Collection<Integer> indexes) {
        if (!indexes.isEmpty()) {
            out.line(prefix + ids(indexes));
        }
    }

    private String ids(Collection<Integer> indexes) {
        return indexes.stream().map(this::id).collect(Collectors.joining(", "));
    }

    private String id(int index) {
        return plan.step(index).id();
    }
}
