package io.orchestrator.compile.pipeline;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.language.Expression;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one step after the other; what needs the other steps is left to {@link Linker}. */
final class StepReader {

    static final String DEFAULT_QUEUE = "default";

    /** What on_failure can say besides a step's id. */
    static final List<String> POLICIES = List.of("fail", "continue", "skip", "retry");

    private static final List<String> CONDITIONS = List.of("condition", "if", "when");
    private static final List<String> DELIVERIES = List.of("at_least_once", "exclusive", "at_most_once");
    private static final Pattern QUEUE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    private final StepDefaults defaults;
    private final ActionReader actions;
    private final Findings findings;

    StepReader(StepDefaults defaults, ActionReader actions, Findings findings) {
        this.defaults = defaults;
        this.actions = actions;
        this.findings = findings;
    }

    StepDraft read(int index, Named name, Node.Mapping mapping) {
        Vocabulary.STEP.check(mapping, findings);
        var fields = new Fields(mapping, findings);
        var templates = new TemplateReader(findings);
        var runs = Vocabulary.UNSUPPORTED_KINDS.stream().noneMatch(mapping::has);
        Optional<Expression> condition = runs ? condition(fields, templates) : Optional.empty();
        var action = runs ? actions.read(fields, templates) : Optional.<StepAction>empty();
        var assigns = assigns(fields, action);
        return new StepDraft(
                index,
                name,
                action,
                fields.text("action")
                        .orElseGet(() -> action.map(StepReader::word).orElse("")),
                condition,
                dependencies(fields),
                jumps(fields),
                limits(fields),
                assigns,
                templates.references());
    }

    private static String word(StepAction action) {
        return switch (action) {
            case StepAction.CallTool tool -> tool.action();
            case StepAction.CallModel model -> model.action();
            case StepAction.SetVariables set -> "set";
            case StepAction.ForEach loop -> "for_each";
            case StepAction.While loop -> "while";
            case StepAction.Parallel parallel -> "parallel";
            case StepAction.Switch choice -> "switch";
            case StepAction.Wait wait -> "wait";
            case StepAction.Emit emit -> "emit";
            case StepAction.End end -> end.success() ? "succeed" : "fail";
            case StepAction.CallWorkflow call -> "workflow";
        };
    }

    private Optional<Expression> condition(Fields fields, TemplateReader templates) {
        var written = CONDITIONS.stream().filter(fields::has).toList();
        if (written.size() > 1) {
            conflict(fields, written);
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
        return fields.scalar(written.getFirst()).flatMap(templates::condition);
    }

    private void conflict(Fields fields, List<String> keys) {
        findings.error(
                "conflicting-keys",
                fields.mapping().placeOf(keys.getLast()),
                "the keys " + String.join(", ", keys) + " mean the same",
                "keep one of them");
    }

    private static List<Named> dependencies(Fields fields) {
        var named = new ArrayList<>(fields.names("dependencies"));
        named.addAll(fields.names("depends_on"));
        return named;
    }

    private StepDraft.Jumps jumps(Fields fields) {
        var failure = target(fields, "on_failure");
        var policy = failure.map(Named::id).filter(POLICIES::contains);
        return new StepDraft.Jumps(
                target(fields, "on_success"),
                target(fields, "on_false"),
                failure.filter(named -> policy.isEmpty()),
                policy.map(StepReader::policy).orElseGet(OnFailure.FailJob::new),
                failure.isPresent());
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

    private StepDraft.Limits limits(Fields fields) {
        delivery(fields);
        return new StepDraft.Limits(
                defaults.retry(fields),
                defaults.timeout(fields),
                queue(fields),
                Priorities.read(fields),
                outputVariable(fields).map(Named::id).orElse(""));
    }

    private String queue(Fields fields) {
        var queue = fields.text("queue");
        if (queue.isPresent() && !QUEUE.matcher(queue.get()).matches()) {
            findings.error(
                    "bad-value",
                    fields.place("queue"),
                    "'" + queue.get() + "' is no name for a queue",
                    "use lower-case letters, digits and -");
            return DEFAULT_QUEUE;
        }
        return queue.orElse(DEFAULT_QUEUE);
    }

    private void delivery(Fields fields) {
        var word = fields.text("delivery");
        if (word.isEmpty() || word.get().equals("at_least_once")) {
            return;
        }
        var known = DELIVERIES.contains(word.get());
        findings.error(
                known ? "not-supported-yet" : "bad-value",
                fields.place("delivery"),
                known
                        ? "delivery " + word.get() + " is part of the language but this version does not run it yet"
                        : "'" + word.get() + "' is no way of delivery",
                known
                        ? "available: at_least_once"
                        : Spelling.nearest(word.get(), DELIVERIES)
                                .map(Fields::didYouMean)
                                .orElse("available: at_least_once"));
    }

    private Optional<Named> outputVariable(Fields fields) {
        return target(fields, "output_variable").filter(named -> isVariable(named));
    }

    private List<Named> assigns(Fields fields, Optional<StepAction> action) {
        var assigned = new ArrayList<Named>();
        target(fields, "output_variable").ifPresent(assigned::add);
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
