package io.orchestrator.compile;

import io.orchestrator.model.Finding;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** What validating a document answers as JSON, the same from the command line and over HTTP. */
public final class Report {

    private Report() {}

    /** {@code {valid, id, version, steps, plan_hash, findings}}; the four of the plan only where it is valid. */
    public static Value.Dict of(Compilation compilation) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("valid", Value.of(compilation.ok()));
        compilation.plan().ifPresent(plan -> {
            fields.put("id", Value.of(plan.id()));
            fields.put("version", Value.of(plan.version()));
            fields.put("steps", Value.of(plan.steps().size()));
            fields.put("plan_hash", Value.of(plan.hash()));
        });
        fields.put("findings", findings(compilation.findings()));
        return Value.of(fields);
    }

    /** {@code [{severity, code, line, column, message, hint}]}; line and column are 0 where there is no place. */
    public static Value findings(List<Finding> findings) {
        return Value.of(findings.stream().map(Report::finding).toList());
    }

    private static Value finding(Finding finding) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("severity", Value.of(finding.severity().name().toLowerCase(Locale.ROOT)));
        fields.put("code", Value.of(finding.code()));
        fields.put("line", Value.of(finding.line()));
        fields.put("column", Value.of(finding.column()));
        fields.put("message", Value.of(finding.message()));
        fields.put("hint", Value.of(finding.hint()));
        return Value.of(fields);
    }
}
