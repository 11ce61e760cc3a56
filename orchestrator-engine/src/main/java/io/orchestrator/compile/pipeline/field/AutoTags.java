package io.orchestrator.compile.pipeline.field;

import io.orchestrator.compile.auto.InnerDocuments;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;

/** Finds the {@code <AUTO>} tags that are left where nothing fills them in at run time: the client does, before. */
public final class AutoTags {

    private static final String TAG = "<AUTO";
    /** Where a tag chooses one of the configured models, which needs no model to answer. */
    private static final String MODEL = "model";

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
            } else if (!Vocabulary.DOCUMENT.inert().contains(key) && !key.equals(MODEL)) {
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
            if (!Vocabulary.STEP.inert().contains(key) && !key.equals(MODEL) && !InnerDocuments.at(key, entry.node())) {
                walk(entry.node(), findings);
            }
        });
    }

    private static void walk(Node node, Findings findings) {
        switch (node) {
            case Node.Mapping mapping ->
                mapping.entries().forEach((key, entry) -> {
                    if (!key.equals(MODEL) && !InnerDocuments.at(key, entry.node())) {
                        walk(entry.node(), findings);
                    }
                });
            case Node.Sequence list -> list.items().forEach(item -> walk(item, findings));
            case Node.Scalar scalar -> {
                var at = scalar.text().indexOf(TAG);
                if (at >= 0 && !findings.full()) {
                    report(findings.source().locate(scalar, at), findings);
                }
            }
        }
    }

    private static void report(Place at, Findings findings) {
        findings.error(
                "auto-unresolved",
                at,
                "an <AUTO> tag here is part of the workflow's structure: a model fills it in before it is published",
                "run, submit or publish the document with a model configured, or write the value itself");
    }
}
