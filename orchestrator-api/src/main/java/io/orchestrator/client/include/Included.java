package io.orchestrator.client.include;

import io.orchestrator.model.Finding;
import java.util.List;

/**
 * A document with its files.
 *
 * @param document the text; as it was where there is nothing to include
 * @param origins where each line of the text comes from, in order
 * @param findings what could not be included, all of it errors, with its place in the author's document
 */
public record Included(String document, List<Origin> origins, List<Finding> findings) {

    public Included {
        origins = List.copyOf(origins);
        findings = List.copyOf(findings);
    }

    /**
     * Where a line was written.
     *
     * @param file path of the included file; empty for the document itself
     * @param line from 1
     */
    public record Origin(String file, int line) {}

    public boolean ok() {
        return findings.isEmpty();
    }

    /**
     * A finding about {@link #document} with its place in the author's document. One about an included file gets the
     * place of the inclusion, and says where it is in the file.
     */
    public Finding locate(Finding finding) {
        if (finding.line() < 1 || finding.line() > origins.size()) {
            return finding;
        }
        var origin = origins.get(finding.line() - 1);
        if (origin.file().isEmpty()) {
            return at(finding, origin.line(), finding.column(), finding.message());
        }
        var index = finding.line() - 1;
        while (index > 0 && !origins.get(index).file().isEmpty()) {
            index--;
        }
        var inside = finding.message() + "; in " + origin.file() + ":" + origin.line();
        return at(finding, origins.get(index).line(), 1, inside);
    }

    private static Finding at(Finding finding, int line, int column, String message) {
        return new Finding(finding.severity(), finding.code(), line, column, message, finding.hint());
    }
}
