package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.table.Cells;
import io.orchestrator.worker.tool.table.Dates;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column can be cast to. */
enum Cast {
    INTEGER,
    FLOAT,
    DATETIME,
    STRING,
    BOOLEAN;

    static final List<String> NAMES = List.of("integer", "float", "datetime", "string", "boolean");

    static Optional<Cast> named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "integer", "int" -> Optional.of(INTEGER);
            case "float", "number", "double" -> Optional.of(FLOAT);
            case "datetime", "date" -> Optional.of(DATETIME);
            case "string", "str" -> Optional.of(STRING);
            case "boolean", "bool" -> Optional.of(BOOLEAN);
            default -> Optional.empty();
        };
    }

    /** The cell as that type, null for a missing one; empty where it is none. Integers drop their fraction. */
    Optional<Value> apply(Value cell) {
        if (Cells.missing(cell)) {
            return Optional.of(Value.Null.NULL);
        }
        var number = Cells.number(cell);
        return switch (this) {
            case INTEGER ->
                number.isPresent() && Math.abs(number.getAsDouble()) < Long.MAX_VALUE
                        ? Optional.of(Value.of((long) number.getAsDouble()))
                        : Optional.empty();
            case FLOAT -> number.isPresent() ? Optional.of(Value.of(number.getAsDouble())) : Optional.empty();
            case DATETIME -> Dates.parse(cell).map(Dates::iso).map(Value::of);
            case STRING -> Optional.of(Value.of(Conversions.toText(cell)));
            case BOOLEAN -> Conversions.to("boolean", cell);
        };
    }
}
