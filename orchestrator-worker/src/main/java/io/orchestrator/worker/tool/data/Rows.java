package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes to one row. */
final class Rows {

    private Rows() {}

    /** The row with other names for some columns, at their old places. */
    static Value.Dict renamed(Value.Dict row, Map<String, String> names) {
        var entries = new LinkedHashMap<String, Value>();
        row.entries().forEach((name, value) -> entries.put(names.getOrDefault(name, name), value));
        return Value.of(entries);
    }
}
