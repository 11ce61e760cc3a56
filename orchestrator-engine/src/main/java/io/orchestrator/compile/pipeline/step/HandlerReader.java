package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.ErrorHandler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what is done about a step's failure: {@code on_error} and its synonyms, of the step and of the document. */
final class HandlerReader {

    /** Keys that name a step. */
    static final List<String> STEP = List.of("handler_task_id", "step");

    /** How often a handler can have its step tried again. */
    static final int MAX_RETRIES = 100;

    private static final int DEFAULT_PRIORITY = 100;
    private static final int MAX_PRIORITY = 1_000_000;

    private static final List<String> OF_A_STEP = List.of("on_error", "error_handlers");
    private static final List<String> OF_THE_DOCUMENT = List.of("on_error", "error_handlers", "global_error_handlers");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    /** Keys of the handler; the others, if any, are those of a step. */
    private static final Set<String> OWN = Set.of(
            "handler_task_id",
            "step",
            "steps",
            "error_types",
            "types",
            "error_patterns",
            "patterns",
            "error_codes",
            "codes",
            "retry_with_handler",
            "max_handler_retries",
            "retry_count",
            "propagate_error",
            "continue_on_handler_failure",
            "continue_on_error",
            "fallback_value",
            "fallback_result",
            "priority",
            "enabled");

    static final Vocabulary VOCABULARY = vocabulary();

    private final List<Node> ofDocument;
    private final HandlerBlocks blocks;

    HandlerReader(Fields document, HandlerBlocks blocks) {
        this.ofDocument = nodes(document, OF_THE_DOCUMENT);
        this.blocks = blocks;
    }

    private static Vocabulary vocabulary() {
        var read = new LinkedHashSet<>(OWN);
        read.addAll(HandlerBlocks.STEP_KEYS);
        return new Vocabulary(
                "an error handler",
                Set.copyOf(read),
                Set.of("name", "description", "metadata", "log_level", "capture_error_context"),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** Those of the whole document, as written. */
    List<Node> ofDocument() {
        return ofDocument;
    }

    /** The step's handlers and then the document's, each in the order of priority. */
    List<ErrorHandler> read(OpenStep step) {
        var handlers = new ArrayList<>(read(nodes(step.fields(), OF_A_STEP), BlockDraft.Kind.HANDLER, step));
        if (!step.blocks().insideHandler()) {
            handlers.addAll(read(ofDocument, BlockDraft.Kind.GLOBAL_HANDLER, step));
        }
        return handlers;
    }

    private static List<Node> nodes(Fields fields, List<String> keys) {
        return keys.stream()
                .flatMap(key -> fields.node(key).stream())
                .flatMap(node -> node instanceof Node.Sequence list ? list.items().stream() : Stream.of(node))
                .toList();
    }

    /** @param priority lower is asked earlier */
    private record Written(long priority, Node node) {}

    private List<ErrorHandler> read(List<Node> nodes, BlockDraft.Kind kind, OpenStep step) {
        return nodes.stream()
                .map(node -> new Written(priority(node, step.findings()), node))
                .sorted(Comparator.comparingLong(Written::priority))
                .flatMap(written -> handler(written.node(), kind, step).stream())
                .toList();
    }

    private static long priority(Node node, Findings findings) {
        return node instanceof Node.Mapping mapping
                ? new Fields(mapping, findings)
                        .integer("priority", 0, MAX_PRIORITY)
                        .orElse(DEFAULT_PRIORITY)
                : DEFAULT_PRIORITY;
    }

    private Optional<ErrorHandler> handler(Node node, BlockDraft.Kind kind, OpenStep step) {
        return switch (node) {
            case Node.Scalar scalar -> {
                var block = blocks.named(new Named(scalar.text().strip(), scalar.place()), kind, step);
                yield useful(handler(new Fields(new Node.Mapping(Map.of(), scalar.place()), step.findings()), block));
            }
            case Node.Mapping mapping -> {
                VOCABULARY.check(mapping, step.findings());
                var fields = new Fields(mapping, step.findings());
                if (!fields.flag("enabled").orElse(true)) {
                    STEP.forEach(key -> fields.text(key).ifPresent(step.blocks()::find));
                    yield Optional.empty();
                }
                var block = blocks.read(fields, kind, step);
                yield useful(handler(fields, block, fallback(fields, step)));
            }
            case Node.Sequence list -> {
                step.fields().wrongType("on_error", "a text, a mapping, or a list of them", list);
                yield Optional.empty();
            }
        };
    }

    private static ErrorHandler handler(Fields fields, Block block) {
        return handler(fields, block, Optional.empty());
    }

    private static ErrorHandler handler(Fields fields, Block block, Optional<ValueTemplate> fallback) {
        var retries = Math.max(
                fields.integer("max_handler_retries", 0, MAX_RETRIES).orElse(0),
                fields.integer("retry_count", 0, MAX_RETRIES).orElse(0));
        var retry = fields.flag("retry_with_handler").orElse(retries > 0);
        return new ErrorHandler(
                types(fields),
                patterns(fields),
                codes(fields),
                block,
                retry,
                retry ? (int) Math.max(1, retries) : 0,
                fields.flag("propagate_error").orElse(false),
                fields.flag("continue_on_handler_failure")
                        .or(() -> fields.flag("continue_on_error"))
                        .orElse(false),
                fallback);
    }

    /** One that would do nothing at all must not pass for one that has handled the failure. */
    private static Optional<ErrorHandler> useful(ErrorHandler handler) {
        var acts = !handler.block().steps().isEmpty()
                || handler.retry()
                || handler.propagate()
                || handler.continueOnHandlerFailure()
                || handler.fallback().isPresent();
        return acts ? Optional.of(handler) : Optional.empty();
    }

    private static Optional<ValueTemplate> fallback(Fields fields, OpenStep step) {
        return fields.mapping()
                .get("fallback_value")
                .or(() -> fields.mapping().get("fallback_result"))
                .map(node -> step.after().value(node));
    }

    private static Set<String> types(Fields fields) {
        var types = new LinkedHashSet<String>();
        Stream.of("error_types", "types")
                .flatMap(key -> fields.names(key).stream())
                .forEach(name -> types.add(name.id()));
        return types.contains("*") ? Set.of() : types;
    }

    private static List<String> patterns(Fields fields) {
        return Stream.of("error_patterns", "patterns")
                .flatMap(key -> fields.node(key).stream())
                .flatMap(node -> node instanceof Node.Sequence list ? list.items().stream() : Stream.of(node))
                .filter(node -> {
                    var isText = node instanceof Node.Scalar;
                    if (!isText) {
                        fields.wrongType("error_patterns", "a text or a list of texts", node);
                    }
                    return isText;
                })
                .map(node -> ((Node.Scalar) node).text())
                .toList();
    }

    private static Set<Integer> codes(Fields fields) {
        var codes = new LinkedHashSet<Integer>();
        for (var key : List.of("error_codes", "codes")) {
            for (var name : fields.names(key)) {
                if (DIGITS.matcher(name.id()).matches()) {
                    codes.add(Integer.parseInt(name.id()));
                } else {
                    fields.findings()
                            .error(
                                    "bad-value",
                                    name.place(),
                                    "'" + name.id() + "' is no code",
                                    "write numbers, as in [500, 503]");
                }
            }
        }
        return codes;
    }
}
