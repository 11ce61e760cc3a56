package io.orchestrator.compile;

import io.orchestrator.json.Json;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What a step does, as text. */
final class ActionText {

    private final Plan plan;
    private final Lines out;
    private final BiConsumer<String, Block> blocks;

    /** @param blocks prints the steps inside under a title */
    ActionText(Plan plan, Lines out, BiConsumer<String, Block> blocks) {
        this.plan = plan;
        this.out = out;
        this.blocks = blocks;
    }

    void print(StepAction action) {
        switch (action) {
            case StepAction.CallTool tool -> {
                out.line("tool " + (tool.tool() + " " + tool.action()).strip());
                values(tool.parameters());
                schema(tool.outputSchema());
            }
            case StepAction.CallModel model -> model(model);
            case StepAction.SetVariables set -> {
                out.line(
                        set.scope() == VariableScope.STEP
                                ? "set"
                                : "set " + set.scope().word());
                values(set.variables());
            }
            case StepAction.ForEach loop -> forEach(loop);
            case StepAction.While loop -> repeated(loop);
            case StepAction.Parallel parallel -> {
                out.line("parallel, " + parallel.join() + " of "
                        + parallel.branches().size() + " must succeed");
                parallel.branches().forEach(branch -> blocks.accept("branch " + branch.name(), branch));
            }
            case StepAction.Switch choice -> choice.cases().forEach(this::oneCase);
            case StepAction.Wait pause ->
                out.line("wait " + pause.kind().name().toLowerCase(Locale.ROOT) + " "
                        + Json.write(pause.time().source()));
            case StepAction.Signal signal -> signal(signal);
            case StepAction.Emit emit -> {
                out.line("emit " + emit.name().source());
                values(emit.payload());
            }
            case StepAction.Publish publish -> publish(publish);
            case StepAction.End end -> {
                out.line(end.success() ? "succeed" : ("fail " + end.reason().source()).strip());
                values(end.outputs());
            }
            case StepAction.CallWorkflow call -> workflow(call);
        }
    }

    private void publish(StepAction.Publish publish) {
        out.line("emit to " + publish.topic().source());
        out.within(() -> {
            publish.key().ifPresent(key -> out.line("key " + Json.write(Value.of(key.source()))));
            publish.event().ifPresent(event -> out.line("event " + event.source()));
            out.line("headers " + Json.write(publish.headers().source()));
        });
        values(publish.payload());
    }

    private void model(StepAction.CallModel model) {
        out.line("model " + model.modelText() + " " + model.action());
        out.within(() -> out.line("prompt " + Json.write(Value.of(model.prompt().source()))));
        values(model.parameters());
        schema(model.outputSchema());
        if (model.sanitize()) {
            out.within(() -> out.line("sanitized"));
        }
    }

    private void signal(StepAction.Signal signal) {
        var key = signal.key().source();
        out.line(("signal " + signal.name().source() + (key.isEmpty() ? "" : " key " + key)
                        + (signal.correlate() ? " whoever sends it" : ""))
                .strip());
        values(signal.prompt());
        out.within(() -> {
            signal.timeout().ifPresent(time -> out.line("timeout " + Json.write(time.source())));
            signal.fallback().ifPresent(value -> out.line("default " + Json.write(value.source())));
        });
    }

    private void schema(Value.Dict schema) {
        if (!schema.entries().isEmpty()) {
            out.within(() -> out.line("schema " + Json.write(schema)));
        }
    }

    private void forEach(StepAction.ForEach loop) {
        out.line("for each of " + Json.write(loop.items().source()) + ", " + loop.maxParallel() + " at a time"
                + named(loop.name())
                + (loop.itemName().isEmpty() ? "" : ", item " + loop.itemName())
                + statistics(loop.statistics()));
        blocks.accept("do", loop.body());
    }

    private void repeated(StepAction.While loop) {
        if (loop.agent().isPresent()) {
            agent(loop, loop.agent().get());
            return;
        }
        var text = new StringBuilder("repeat");
        loop.condition().ifPresent(condition -> text.append(" while ").append(condition.source()));
        loop.until().ifPresent(until -> text.append(" until ").append(until.source()));
        text.append(", at most ")
                .append(Json.write(loop.maxIterations().source()))
                .append(" times")
                .append(loop.breakOnError() ? "" : ", errors or not");
        out.line(text + named(loop.name()) + statistics(loop.statistics()));
        blocks.accept("do", loop.body());
    }

    private void agent(StepAction.While loop, StepAction.Agent agent) {
        out.line("agent, at most " + Json.write(loop.maxIterations().source()) + " turns"
                + (agent.maxTokens() > 0 ? ", " + agent.maxTokens() + " tokens" : "")
                + (agent.maxUsd() > 0 ? ", " + agent.maxUsd() + " USD" : ""));
        blocks.accept("each turn", loop.body());
    }

    private static String named(String name) {
        return name.isEmpty() ? "" : ", named " + name;
    }

    private static String statistics(StepAction.Statistics statistics) {
        return switch (statistics) {
            case NONE -> "";
            case ACTION_LOOP -> ", counting actions";
            case PARALLEL_QUEUE -> ", counting items";
        };
    }

    private void oneCase(StepAction.Case one) {
        var title = one.when().map(when -> "when " + when.source()).orElse("else");
        if (one.step().isPresent()) {
            out.line(title + " -> " + plan.step(one.step().getAsInt()).id());
        } else {
            blocks.accept(title, one.block().orElse(Block.EMPTY));
        }
    }

    private void workflow(StepAction.CallWorkflow call) {
        out.line("workflow " + call.called().text() + (call.waits() ? "" : ", not waited for"));
        if (call.called() instanceof StepAction.Inline inline) {
            out.within(() -> out.line("document " + inline.document()));
        }
        values(call.inputs());
        if (!call.outputs().entries().isEmpty()) {
            out.within(() -> out.line("outputs " + Json.write(call.outputs())));
        }
        if (!call.inherit().isEmpty()) {
            out.within(() -> out.line("inherits " + new TreeSet<>(call.inherit())));
        }
    }

    private void values(ValueTemplate template) {
        if (template.source() instanceof Value.Dict dict) {
            out.within(() -> dict.entries().forEach((name, value) -> out.line(name + ": " + Json.write(value))));
        } else {
            out.within(() -> out.line(Json.write(template.source())));
        }
    }
}
