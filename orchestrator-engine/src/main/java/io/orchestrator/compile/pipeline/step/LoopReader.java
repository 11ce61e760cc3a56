package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.language.Expression;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads for_each and foreach, while and until. */
final class LoopReader {

    /** The most iterations that can run at the same time. */
    static final int MAX_PARALLEL = 1_000;

    /** The most iterations of while and until. */
    static final int MAX_ITERATIONS = 100_000;

    /** Iterations of while and until where the author says nothing. */
    static final int DEFAULT_ITERATIONS = 100;

    /** Iterations side by side where foreach says only that it is parallel. */
    static final int DEFAULT_PARALLEL = 10;

    private static final Pattern NAME = Pattern.compile("\\$?([A-Za-z_][A-Za-z0-9_]{0,127})");

    private LoopReader() {}

    static Optional<StepAction> forEach(OpenStep step, LoopBody body) {
        var fields = step.fields();
        if (fields.has("for_each") && fields.has("foreach")) {
            conflict(fields, "for_each", "foreach");
        }
        var items = fields.node("for_each").or(() -> fields.node("foreach"));
        var name = name(fields, "loop_name");
        var item = name(fields, "loop_var");
        var values = items.map(node -> step.templates().value(node)).orElse(ValueTemplate.EMPTY);
        var block = step.block(BlockDraft.Kind.LOOP, "", LoopNames.forEach(step.id(), name, item), body.items(fields));
        return Optional.of(new StepAction.ForEach(
                values, parallel(fields), name, item.equals("item") ? "" : item, StepAction.Statistics.NONE, block));
    }

    private static int parallel(Fields fields) {
        var fallback = fields.has("foreach") && fields.flag("parallel").orElse(false) ? DEFAULT_PARALLEL : 1;
        if (fields.has("max_concurrent") && !fields.has("max_parallel")) {
            return concurrent(fields, fallback);
        }
        return (int) fields.integer("max_parallel", 1, MAX_PARALLEL).orElse(fallback);
    }

    /** The pipeline format's other spelling, which may be a template there. */
    private static int concurrent(Fields fields, int fallback) {
        var node = fields.node("max_concurrent").orElseThrow();
        if (node.value() instanceof Value.Text) {
            fields.findings()
                    .warning(
                            "ignored-key",
                            fields.mapping().placeOf("max_concurrent"),
                            "'max_concurrent' is no number: " + fallback + " iterations run at the same time",
                            "write max_parallel with a number");
            return fallback;
        }
        return (int) fields.integer("max_concurrent", 1, MAX_PARALLEL).orElse(fallback);
    }

    static Optional<StepAction> repeated(OpenStep step, LoopBody body) {
        var fields = step.fields();
        var name = name(fields, "loop_name");
        var block = step.block(BlockDraft.Kind.LOOP, "", LoopNames.repeated(step.id(), name), body.items(fields));
        return Optional.of(new StepAction.While(
                condition(fields, "while", step.inside()),
                condition(fields, "until", step.inside()),
                iterations(fields, step.templates()),
                fields.flag("break_on_error").orElse(true),
                name,
                StepAction.Statistics.NONE,
                block));
    }

    static Optional<Expression> condition(Fields fields, String key, TemplateReader templates) {
        return fields.scalar(key).flatMap(templates::condition);
    }

    /** A whole number, or a template that gives one. */
    static ValueTemplate iterations(Fields fields, TemplateReader templates) {
        var node = fields.node("max_iterations");
        if (node.isPresent() && node.get().value() instanceof Value.Text && node.get() instanceof Node.Scalar text) {
            if (!TemplateReader.isTemplate(text.text())) {
                fields.wrongType("max_iterations", "a whole number, or a template that gives one", text);
            }
            return templates.value(text);
        }
        return ValueTemplate.of(
                Value.of(fields.integer("max_iterations", 1, MAX_ITERATIONS).orElse(DEFAULT_ITERATIONS)));
    }

    static String name(Fields fields, String key) {
        var written = fields.text(key);
        if (written.isEmpty()) {
            return "";
        }
        var matcher = NAME.matcher(written.get());
        if (matcher.matches()) {
            return matcher.group(1);
        }
        fields.findings()
                .error(
                        "bad-value",
                        fields.place(key),
                        "'" + written.get() + "' is no name for a variable",
                        "use letters, digits and _, not a digit first");
        return "";
    }

    static void conflict(Fields fields, String first, String second) {
        var keys = List.of(first, second);
        fields.findings()
                .error(
                        "conflicting-keys",
                        fields.mapping().placeOf(second),
                        "the keys " + String.join(", ", keys) + " cannot stand together",
                        "keep one of them");
    }
}
