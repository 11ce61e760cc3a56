package io.orchestrator.cli;

import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.regex.Pattern;

/** Result documents without what a machine or a moment decides. */
final class Normalized {

    private static final Set<String> MOMENTS =
            Set.of("execution_id", "started_at", "completed_at", "duration", "execution_time");
    private static final Set<String> MACHINE = Set.of("stdout", "stderr");

    /** Steps that write what the two above have read, or a file that the original writes wrongly: no size. */
    private static final Set<String> SIZES_OF = Set.of("save_results", "save_report", "create_report");

    private static final Pattern STAMP = Pattern.compile("_\\d{4}-\\d{2}-\\d{2}t[0-9-]+\\.");

    private Normalized() {}

    /** A moment that is there becomes "set"; one that is not stays null. */
    static Value of(Value.Dict document) {
        return normalized("", "", document);
    }

    private static Value normalized(String step, String name, Value value) {
        if (MOMENTS.contains(name)) {
            return value == Value.Null.NULL ? value : Value.of("set");
        }
        if (MACHINE.contains(name) || (name.equals("size") && SIZES_OF.contains(step))) {
            return Value.of("machine's");
        }
        return switch (value) {
            case Value.Dict dict -> {
                var entries = new LinkedHashMap<String, Value>();
                dict.entries()
                        .forEach((key, entry) ->
                                entries.put(key, normalized(name.equals("steps") ? key : step, key, entry)));
                yield Value.of(entries);
            }
            case Value.Array array ->
                Value.of(array.items().stream()
                        .map(item -> normalized(step, "", item))
                        .toList());
            case Value.Text text -> Value.of(STAMP.matcher(text.value()).replaceAll("_TIME."));
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Int i -> i;
            case Value.BigInt i -> i;
            case Value.Real r -> r;
        };
    }
}
