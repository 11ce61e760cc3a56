package io.orchestrator.compile.document;

import io.orchestrator.model.Finding;
import io.orchestrator.model.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a document; one of them a compilation, not thread-safe. */
public final class Findings {

    /** Further findings are counted, not kept. */
    public static final int MAX_FINDINGS = 500;

    private final Set<Finding> found = new LinkedHashSet<>();
    private final Source source;
    private boolean errors;
    private int dropped;

    public Findings(Source source) {
        this.source = source;
    }

    /** The document's text, to find the place of a character within a value. */
    public Source source() {
        return source;
    }

    public void error(String code, Place at, String message) {
        error(code, at, message, "");
    }

    public void error(String code, Place at, String message, String hint) {
        errors = true;
        add(new Finding(Severity.ERROR, code, at.line(), at.column(), message, hint));
    }

    public void warning(String code, Place at, String message, String hint) {
        add(new Finding(Severity.WARNING, code, at.line(), at.column(), message, hint));
    }

    public void info(String code, Place at, String message, String hint) {
        add(new Finding(Severity.INFO, code, at.line(), at.column(), message, hint));
    }

    /** Whether the document cannot run. */
    public boolean hasErrors() {
        return errors;
    }

    /** Whether further findings are only counted: work that only makes their places exact can be saved. */
    public boolean full() {
        return found.size() >= MAX_FINDINGS;
    }

    /** In the order of the document, then of severity. */
    public List<Finding> sorted() {
        var sorted = new ArrayList<>(found);
        if (dropped > 0) {
            sorted.add(new Finding(
                    errors ? Severity.ERROR : Severity.WARNING,
                    "too-many-findings",
                    0,
                    0,
                    dropped + " more findings are not shown",
                    "mend the others first"));
        }
        sorted.sort(
                Comparator.comparingInt((Finding finding) -> finding.line() == 0 ? Integer.MAX_VALUE : finding.line())
                        .thenComparingInt(Finding::column)
                        .thenComparing(Finding::severity));
        return List.copyOf(sorted);
    }

    private void add(Finding finding) {
        if (found.contains(finding)) {
            return;
        }
        if (found.size() >= MAX_FINDINGS) {
            dropped++;
            return;
        }
        found.add(finding);
    }
}
