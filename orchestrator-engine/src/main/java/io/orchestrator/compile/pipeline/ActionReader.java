package io.orchestrator.compile.pipeline;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Decides what kind of step a mapping is: a tool, a model, or variables to set; exactly one. */
final class ActionReader {

    /** Actions that need no tool, and the tool they mean. */
    private static final Map<String, String> TOOL_WORDS = Map.of(
            "filesystem", "filesystem",
            "file", "filesystem",
            "process", "data-processing",
            "data_processing", "data-processing",
            "validate", "validation",
            "validation", "validation");

    private final ToolCallReader tools;
    private final ModelCallReader models;
    private final Findings findings;

    ActionReader(ToolCallReader tools, ModelCallReader models, Findings findings) {
        this.tools = tools;
        this.models = models;
        this.findings = findings;
    }

    /** Empty where a finding says what is wrong. */
    Optional<StepAction> read(Fields step, TemplateReader templates) {
        var kinds = kinds(step);
        if (kinds.size() > 1) {
            findings.error(
                    "several-kinds",
                    step.mapping().placeOf(kinds.getLast()),
                    "a step does one thing, this one has " + String.join(" and ", kinds),
                    "make a step of each");
            return Optional.empty();
        }
        if (kinds.isEmpty()) {
            return withoutKind(step, templates);
        }
        return switch (kinds.getFirst()) {
            case "tool" -> tools.read(step, templates);
            case "set" -> set(step, templates);
            default -> models.read(step, ModelCallReader.action(word(step)).orElse("generate"), templates);
        };
    }

    private static List<String> kinds(Fields step) {
        var kinds = new ArrayList<String>();
        for (var key : List.of("tool", "set")) {
            if (step.has(key)) {
                kinds.add(key);
            }
        }
        for (var key : List.of("model", "prompt", "messages")) {
            if (step.has(key)) {
                kinds.add(key);
                break;
            }
        }
        return kinds;
    }

    private Optional<StepAction> set(Fields step, TemplateReader templates) {
        return step.mapping("set").map(variables -> new StepAction.SetVariables(templates.value(variables)));
    }

    private static String word(Fields step) {
        return step.text("action").orElse("").toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private Optional<StepAction> withoutKind(Fields step, TemplateReader templates) {
        var word = word(step);
        if (word.isEmpty()) {
            nothingToDo(step);
            return Optional.empty();
        }
        var model = ModelCallReader.action(word);
        if (model.isPresent()) {
            return models.read(step, model.get(), templates);
        }
        var tool = TOOL_WORDS.get(word);
        if (tool != null) {
            return tools.readAs(tool, step, templates);
        }
        if (!step.node("action").filter(AutoTags::in).isPresent()) {
            unknown(step);
        }
        return Optional.empty();
    }

    private void nothingToDo(Fields step) {
        if (!step.has("action")) {
            findings.error(
                    "no-kind",
                    step.mapping().place(),
                    "the step has nothing to do",
                    "add tool: and action:, or model: and prompt:, or set:");
        }
    }

    private void unknown(Fields step) {
        var action = step.text("action").orElse("");
        var prose = action.contains(" ");
        findings.error(
                "unknown-action",
                step.place("action"),
                prose
                        ? "'" + action.lines().findFirst().orElse("") + "' is prose: no tool can be told from it"
                        : "'" + action + "' is no action without a tool",
                prose ? "add tool:, or a model: and prompt:" : near(action));
    }

    private static String near(String action) {
        if (action.startsWith("llm")) {
            return Fields.didYouMean("generate");
        }
        var words = new ArrayList<>(ModelCallReader.WORDS);
        words.addAll(TOOL_WORDS.keySet().stream().sorted().toList());
        return Spelling.nearest(action.replace('-', '_'), words)
                .map(Fields::didYouMean)
                .orElse("add tool:");
    }
}
