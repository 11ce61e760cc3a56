package io.orchestrator.compile;

import io.orchestrator.model.Finding;
import io.orchestrator.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * What became of a document.
 *
 * @param plan present if and only if no finding is an error
 * @param findings in the order of the document
 */
public record Compilation(Optional<Plan> plan, List<Finding> findings) {
    public Compilation {
        findings = List.copyOf(findings);
        if (plan.isPresent() == findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR)) {
            throw new IllegalArgumentException("a plan and errors, or neither");
        }
    }

    /** Whether the document can run. */
    public boolean ok() {
        return plan.isPresent();
    }

    /** This compilation of a text that had so many lines less at its beginning. */
    public Compilation movedUp(int lines) {
        if (lines == 0) {
            return this;
        }
        var moved = findings.stream()
                .map(finding -> new Finding(
                        finding.severity(),
                        finding.code(),
                        finding.line() == 0 ? 0 : Math.max(1, finding.line() - lines),
                        finding.column(),
                        finding.message(),
                        finding.hint()))
                .toList();
        return new Compilation(plan, moved);
    }

    /** This compilation with every warning an error. */
    public Compilation strict() {
        var raised = findings.stream()
                .map(finding -> finding.severity() == Finding.Severity.WARNING
                        ? new Finding(
                                Finding.Severity.ERROR,
                                finding.code(),
                                finding.line(),
                                finding.column(),
                                finding.message(),
                                finding.hint())
                        : finding)
                .toList();
        var broken = raised.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        return new Compilation(broken ? Optional.empty() : plan, raised);
    }
}
