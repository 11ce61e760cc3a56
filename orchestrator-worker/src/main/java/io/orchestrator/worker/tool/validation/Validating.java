package io.orchestrator.worker.tool.validation;

import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** {@code validate}: {valid, errors, warnings, data, mode, rows_validated}. A list under a schema of one object is rows. */
final class Validating {

    /** More errors help nobody; a last warning says how many are left out. */
    private static final int MAX_REPORTED = 1000;

    private final DataSchema schema;
    private final String mode;
    private final List<Value> errors = new ArrayList<>();
    private final List<Value> warnings = new ArrayList<>();
    private boolean valid = true;
    private long leftOut;

    private Validating(DataSchema schema, String mode) {
        this.schema = schema;
        this.mode = mode;
    }

    static Value validate(Value data, Value.Dict definition, String mode) throws InterruptedException {
        try {
            return new Validating(DataSchema.parse(definition), mode).check(data, definition);
        } catch (DataSchema.InvalidSchemaException e) {
            var error = new LinkedHashMap<String, Value>();
            error.put("message", Value.of("Invalid schema: " + e.getMessage()));
            error.put("path", Value.Array.EMPTY);
            error.put("severity", Value.of("error"));
            return result(false, List.of(Value.of(error)), List.of(), data, mode, 0);
        }
    }

    private Value check(Value data, Value.Dict definition) throws InterruptedException {
        if (!(data instanceof Value.Array array) || !ofRows(definition)) {
            var checked = checkOne(data, OptionalInt.empty());
            return result(valid, errors, withLeftOut(), checked, mode, 1);
        }
        List<Value> rows = new ArrayList<>();
        for (var row : array.items()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            rows.add(checkOne(row, OptionalInt.of(rows.size())));
        }
        return result(valid, errors, withLeftOut(), Value.of(rows), mode, rows.size());
    }

    private static boolean ofRows(Value.Dict definition) {
        return Value.of("object").equals(definition.get("type"))
                || (!definition.entries().containsKey("type")
                        && definition.entries().containsKey("properties"));
    }

    /** The data, coerced where the mode says so. */
    private Value checkOne(Value data, OptionalInt row) {
        var violations = schema.violations(data);
        switch (mode) {
            case "report_only" ->
                violations.forEach(violation -> warn(violation, row, Map.of("severity", Value.of("info"))));
            case "lenient" -> {
                var coerced = coerce(data, violations, row);
                fail(coerced.equals(data) ? violations : schema.violations(coerced), row);
                return coerced;
            }
            default -> fail(violations, row);
        }
        return data;
    }

    private Value coerce(Value data, List<Violation> violations, OptionalInt row) {
        var coerced = data;
        for (var violation : violations) {
            var value = Coercion.coerced(violation);
            if (value.isPresent()) {
                coerced = Coercion.replaced(coerced, violation.path(), value.get());
                var more = new LinkedHashMap<String, Value>();
                more.put("coerced_to", value.get());
                more.put("severity", Value.of("warning"));
                warn(violation, row, more);
            }
        }
        return coerced;
    }

    private void fail(List<Violation> violations, OptionalInt row) {
        valid = valid && violations.isEmpty();
        violations.forEach(violation -> report(errors, violation.fields(row)));
    }

    private void warn(Violation violation, OptionalInt row, Map<String, Value> more) {
        var fields = violation.fields(row);
        fields.putAll(more);
        report(warnings, fields);
    }

    private void report(List<Value> list, Map<String, Value> fields) {
        if (list.size() < MAX_REPORTED) {
            list.add(Value.of(fields));
        } else {
            leftOut++;
        }
    }

    private List<Value> withLeftOut() {
        if (leftOut > 0) {
            warnings.add(Value.EMPTY.with("message", Value.of(leftOut + " more errors and warnings are left out")));
        }
        return warnings;
    }

    private static Value result(
            boolean valid, List<Value> errors, List<Value> warnings, Value data, String mode, int rows) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("valid", Value.of(valid));
        fields.put("errors", Value.of(errors));
        fields.put("warnings", Value.of(warnings));
        fields.put("data", data);
        fields.put("mode", Value.of(mode));
        fields.put("rows_validated", Value.of(rows));
        return Value.of(fields);
    }
}
