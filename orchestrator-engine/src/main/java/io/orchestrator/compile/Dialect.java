package io.orchestrator.compile;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.lunacore.LunaCoreDocuments;
import io.orchestrator.compile.ucop.UcopDocuments;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A language that workflows are written in. All but the native one are made native documents first, whose nodes keep their
 * places.
 */
public sealed interface Dialect {

    /** What {@code --dialect} takes; {@code ucop:NAME} also names one of a document's workflows. */
    List<String> WORDS = List.of("pipeline", "contextlab", "ucop", "lunacore");

    /** The first line of a text that says its dialect, as YAML allows: {@code %DIALECT ucop}. */
    Pattern DIRECTIVE = Pattern.compile("\\A\\uFEFF?%DIALECT[ \\t]+([^\\s#]{1,200})");

    /** What {@link #parse} reads. */
    String word();

    /**
     * The native document.
     *
     * @return empty where {@code findings} says why there is none
     */
    Optional<Node> toNative(Node root, Findings findings);

    /** The dialect of that word; empty where there is none. */
    static Optional<Dialect> parse(String word) {
        var colon = word.indexOf(':');
        if (word.startsWith("ucop:") && colon < word.length() - 1) {
            return Optional.of(new Ucop(word.substring(colon + 1)));
        }
        return switch (word) {
            case "pipeline" -> Optional.of(new Pipeline());
            case "contextlab" -> Optional.of(new ContextLab());
            case "ucop" -> Optional.of(new Ucop(""));
            case "lunacore" -> Optional.of(new LunaCore());
            default -> Optional.empty();
        };
    }

    /** The word behind {@code %DIALECT} in the first line; empty where there is none. */
    static Optional<String> declared(String document) {
        var matcher = DIRECTIVE.matcher(document);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The text with a first line that says its dialect, so that it is read so wherever it goes; instead of another one. */
    static String declare(String document, Dialect dialect) {
        var text = document.startsWith("\uFEFF") ? document.substring(1) : document;
        if (declared(text).isPresent()) {
            return "%DIALECT " + dialect.word()
                    + text.substring(DIRECTIVE
                            .matcher(text)
                            .results()
                            .findFirst()
                            .orElseThrow()
                            .end());
        }
        var begins = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
        var marked = begins.startsWith("---") || begins.startsWith("%");
        return "%DIALECT " + dialect.word() + "\n" + (marked ? "" : "---\n") + text;
    }

    /** The dialect whose shape the document has; the native one where it has none. */
    static Dialect of(Node root) {
        if (LunaCoreDocuments.fits(root)) {
            return new LunaCore();
        }
        return UcopDocuments.fits(root) ? new Ucop("") : new Pipeline();
    }

    /** Our own, a superset of ContextLab's pipelines. */
    record Pipeline() implements Dialect {
        @Override
        public String word() {
            return "pipeline";
        }

        @Override
        public Optional<Node> toNative(Node root, Findings findings) {
            return Optional.of(root);
        }
    }

    /** ContextLab's pipelines as that system runs them: greetings and offers around a model's text are cut off. */
    record ContextLab() implements Dialect {
        private static final String DEFAULTS = "defaults";
        private static final String SANITIZE = "sanitize_output";

        @Override
        public String word() {
            return "contextlab";
        }

        @Override
        public Optional<Node> toNative(Node root, Findings findings) {
            if (!(root instanceof Node.Mapping document)) {
                return Optional.of(root);
            }
            var at = document.place();
            var none = new Node.Mapping(Map.of(), at);
            if (!(document.get(DEFAULTS).orElse(none) instanceof Node.Mapping defaults)) {
                return Optional.of(root);
            }
            var sanitized = new Node.Scalar(Value.Bool.TRUE, "true", false, at);
            return Optional.of(
                    document.with(DEFAULTS, defaults.has(SANITIZE) ? defaults : defaults.with(SANITIZE, sanitized)));
        }
    }

    /**
     * UCOP's workflows.
     *
     * @param workflow which of the document's; empty leaves it to the document
     */
    record Ucop(String workflow) implements Dialect {
        @Override
        public String word() {
            return workflow.isEmpty() ? "ucop" : "ucop:" + workflow;
        }

        @Override
        public Optional<Node> toNative(Node root, Findings findings) {
            return UcopDocuments.toPipeline(root, workflow, findings);
        }
    }

    /** LunaCore's plans and task graphs. */
    record LunaCore() implements Dialect {
        @Override
        public String word() {
            return "lunacore";
        }

        @Override
        public Optional<Node> toNative(Node root, Findings findings) {
            return LunaCoreDocuments.toPipeline(root, findings);
        }
    }
}
