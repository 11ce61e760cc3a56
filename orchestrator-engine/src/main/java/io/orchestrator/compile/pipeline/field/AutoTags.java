package io.orchestrator.compile.pipeline.field;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;

/** Finds {@code <AUTO>} tags, which a model would fill in: this version refuses them wherever they stand. */
public final class AutoTags {

    private static final String TAG = "<AUTO";

    private AutoTags() {}

    public static boolean in(String text) {
        return text.contains(TAG);
    }

    public static boolean in(Node node) {
        return node instanceof Node.Scalar scalar && in(scalar.text());
    }

    /** Reports each text with a tag, except what the document and its steps say for people only. */
    public static void check(Node.Mapping document, Findings findings) {
        document.entries().forEach((key, entry) -> {
            if (key.equals("steps") && entry.node() instanceof Node.Sequence steps) {
                steps.items().forEach(step -> checkStep(step, findings));
            } else if (!Vocabulary.DOCUMENT.inert().contains(key)) {
                walk(entry.node(), findings);
            }
        });
    }

    private static void checkStep(Node step, Findings findings) {
        if (!(step instanceof Node.Mapping mapping)) {
            walk(step, findings);
            return;
        }
        mapping.entries().forEach((key, entry) -> {
            if (!Vocabulary.STEP.inert().contains(key)) {
                walk(entry.node(), findings);
            }
        });
    }

    private static void walk(Node node, Findings findings) {
        switch (node) {
            case Node.Mapping mapping -> mapping.entries().values().forEach(entry -> walk(entry.node(), findings));
            case Node.Sequence list -> list.items().forEach(item -> walk(item, findings));
            case Node.Scalar scalar -> {
                var at = scalar.text().indexOf(TAG);
                if (at >= 0 && !findings.full()) {
                    report(findings.source().locate(scalar, at), findings);
                }
            }
        }
    }

    /** For a document that is no valid YAML, perhaps because of a tag. */
    public static void checkText(String document, Findings findings) {
        if (in(document)) {
            report(findings.source().find(TAG), findings);
        }
    }

    private static void report(Place at, Findings findings) {
        findings.error(
                "not-supported-yet",
                at,
                "an <AUTO> tag is part of the language but this version does not run it yet",
                "write the value itself");
    }
}
