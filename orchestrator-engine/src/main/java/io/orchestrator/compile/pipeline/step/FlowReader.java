package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import io.orchestrator.compile.pipeline.field.AutoTags;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.language.Expression;
import io.orchestrator.plan.OnFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads when a step runs and where it goes on: conditions, dependencies, jumps, goto. */
final class FlowReader {

    /** How often a goto can lead back where the author says nothing. */
    static final int DEFAULT_REPEATS = 100;

    private FlowReader() {}

    static Optional<Expression> condition(OpenStep step) {
        var fields = step.fields();
        var findings = step.findings();
        var written = StepReader.CONDITIONS.stream().filter(fields::has).toList();
        if (written.size() > 1) {
            findings.error(
                    "conflicting-keys",
                    fields.mapping().placeOf(written.getLast()),
                    "the keys " + String.join(", ", written) + " mean the same",
                    "keep one of them");
        }
        if (written.isEmpty()) {
            if (fields.has("on_false")) {
                findings.warning(
                        "ignored-key",
                        fields.mapping().placeOf("on_false"),
                        "'on_false' changes nothing: the step has no condition",
                        "add condition:");
            }
            return Optional.empty();
        }
        return fields.scalar(written.getFirst()).flatMap(step.templates()::condition);
    }

    static StepDraft.Waits waits(OpenStep step) {
        var named = new ArrayList<>(step.fields().names("dependencies"));
        named.addAll(step.fields().names("depends_on"));
        var everyEarlier = false;
        for (var name : step.fields().names("dynamic_dependencies")) {
            if (TemplateReader.isTemplate(name.id())) {
                everyEarlier = true;
            } else {
                named.add(name);
            }
        }
        if (everyEarlier) {
            step.findings()
                    .warning(
                            "dynamic-dependencies",
                            step.fields().mapping().placeOf("dynamic_dependencies"),
                            "what the step waits for is known only when the job runs: it waits for every step above it",
                            "write the ids of the steps");
        }
        return new StepDraft.Waits(named, everyEarlier);
    }

    static StepDraft.Jumps jumps(OpenStep step) {
        var fields = step.fields();
        var failure = target(fields, "on_failure");
        var policy = failure.map(Named::id).filter(StepDraft.POLICIES::contains);
        return new StepDraft.Jumps(
                target(fields, "on_success"),
                onFalse(fields),
                failure.filter(named -> policy.isEmpty()),
                policy.map(FlowReader::policy).orElseGet(OnFailure.FailJob::new),
                failure.isPresent(),
                leap(step),
                BranchReader.targets(fields));
    }

    /** {@code else} means the same, where it is not that of a switch. */
    private static Optional<Named> onFalse(Fields fields) {
        var isCase = fields.has("switch");
        if (!isCase && fields.has("else") && fields.has("on_false")) {
            LoopReader.conflict(fields, "on_false", "else");
        }
        return target(fields, "on_false").or(() -> isCase ? Optional.empty() : target(fields, "else"));
    }

    private static Optional<Named> target(Fields fields, String key) {
        return fields.scalar(key).map(scalar -> new Named(scalar.text().strip(), scalar.place()));
    }

    /** retry is the default: the retries are those of retry and max_retries, and then the job fails. */
    private static OnFailure policy(String word) {
        return switch (word) {
            case "continue" -> new OnFailure.Continue();
            case "skip" -> new OnFailure.Skip();
            default -> new OnFailure.FailJob();
        };
    }

    private static Optional<StepDraft.Leap> leap(OpenStep step) {
        var fields = step.fields();
        var target = fields.scalar("goto").filter(scalar -> !AutoTags.in(scalar));
        return target.map(scalar -> new StepDraft.Leap(
                step.after().text(scalar),
                new Named(scalar.text().strip(), scalar.place()),
                !TemplateReader.isTemplate(scalar.text()),
                repeats(fields, step.findings())));
    }

    private static int repeats(Fields fields, Findings findings) {
        var ofTheLoop = List.of("while", "until", "action_loop").stream().anyMatch(fields::has);
        var node = fields.node("max_iterations");
        if (ofTheLoop || node.isEmpty()) {
            return DEFAULT_REPEATS;
        }
        if (node.get() instanceof Node.Scalar scalar && TemplateReader.isTemplate(scalar.text())) {
            findings.error(
                    "wrong-type",
                    scalar.place(),
                    "how often goto can lead back must be a number: 'max_iterations' is a template");
            return DEFAULT_REPEATS;
        }
        return (int)
                fields.integer("max_iterations", 1, LoopReader.MAX_ITERATIONS).orElse(DEFAULT_REPEATS);
    }
}
