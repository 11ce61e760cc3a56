package io.orchestrator.compile;

import io.orchestrator.plan.Block;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;
import java.util.OptionalInt;

/**
 * A plan as a Mermaid flow chart: a box a step, an arrow to each step that waits for it, dotted arrows for jumps, a frame
 * around the steps inside another one.
 */
public final class PlanDiagram {

    private final Plan plan;
    private final StringBuilder out = new StringBuilder();
    private int depth = 1;

    private PlanDiagram(Plan plan) {
        this.plan = plan;
    }

    /** The text of the diagram; equal plans give equal texts. */
    public static String print(Plan plan) {
        return new PlanDiagram(plan).print();
    }

    private String print() {
        out.append("flowchart TD\n");
        boxes(plan.root());
        frame("finally", "finally", plan.cleanup());
        plan.steps().forEach(this::arrows);
        return out.toString();
    }

    private void boxes(Block block) {
        block.steps().forEach(index -> box(plan.step(index)));
    }

    private void box(PlanStep step) {
        var quoted = "\"" + escape(step.id() + "<br/>" + what(step)) + "\"";
        line(name(step.index()) + (step.condition().isPresent() ? "{{" + quoted + "}}" : "[" + quoted + "]"));
        var blocks = step.blocks().filter(block -> !block.steps().isEmpty()).toList();
        for (var number = 0; number < blocks.size(); number++) {
            var block = blocks.get(number);
            var frame = name(step.index()) + "_" + number;
            frame(frame, (step.id() + " " + block.name()).strip(), block);
            line(name(step.index()) + " --- " + frame);
        }
    }

    private void frame(String name, String title, Block block) {
        if (block.steps().isEmpty()) {
            return;
        }
        line("subgraph " + name + "[\"" + escape(title) + "\"]");
        depth++;
        boxes(block);
        depth--;
        line("end");
    }

    private static String what(PlanStep step) {
        return switch (step.action()) {
            case StepAction.CallTool tool -> (tool.tool() + " " + tool.action()).strip();
            case StepAction.CallModel model -> "model " + model.modelText();
            case StepAction.SetVariables set -> "set";
            case StepAction.ForEach loop -> "for each, " + loop.maxParallel() + " at a time";
            case StepAction.While loop -> "while";
            case StepAction.Parallel parallel -> "parallel";
            case StepAction.Switch choice -> "switch";
            case StepAction.Wait wait -> "wait";
            case StepAction.Signal signal -> "signal " + signal.name().source();
            case StepAction.Emit emit -> "emit " + emit.name().source();
            case StepAction.Publish publish -> "emit to " + publish.topic().source();
            case StepAction.End end -> end.success() ? "succeed" : "fail";
            case StepAction.CallWorkflow call -> "workflow " + call.called().text();
        };
    }

    private void arrows(PlanStep step) {
        step.dependencies().forEach(other -> line(name(other) + " --> " + name(step.index())));
        step.after().stream()
                .filter(other -> !step.dependencies().contains(other))
                .forEach(other -> line(name(other) + " -.-> " + name(step.index())));
        jump(step, "success", step.onSuccess());
        jump(step, "false", step.flow().onFalse());
        if (step.onFailure() instanceof OnFailure.Jump to) {
            jump(step, "failure", OptionalInt.of(to.step()));
        }
        if (step.action() instanceof StepAction.Switch choice) {
            choice.cases()
                    .forEach(one -> jump(
                            step, one.when().map(when -> escape(when.source())).orElse("else"), one.step()));
        }
    }

    private void jump(PlanStep step, String when, OptionalInt target) {
        target.ifPresent(index -> line(name(step.index()) + " -. \"" + when + "\" .-> " + name(index)));
    }

    private static String name(int index) {
        return "s" + index;
    }

    private static String escape(String text) {
        return text.replace("\"", "#quot;").replace('\n', ' ');
    }

    private void line(String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
