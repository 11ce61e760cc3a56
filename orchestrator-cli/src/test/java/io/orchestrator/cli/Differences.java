package io.orchestrator.cli;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where two values differ, one line each: {@code steps.read.status: expected "completed", got "failed"}. */
final class Differences {

    private final List<String> lines = new ArrayList<>();

    private Differences() {}

    static List<String> of(Value expected, Value actual) {
        var differences = new Differences();
        differences.compare("", expected, actual);
        return differences.lines;
    }

    private void compare(String path, @Nullable Value expected, @Nullable Value actual) {
        if (expected instanceof Value.Dict before && actual instanceof Value.Dict after) {
            var names = new LinkedHashSet<>(before.entries().keySet());
            names.addAll(after.entries().keySet());
            names.forEach(
                    name -> compare(path.isEmpty() ? name : path + "." + name, before.get(name), after.get(name)));
        } else if (expected instanceof Value.Array before
                && actual instanceof Value.Array after
                && before.items().size() == after.items().size()) {
            for (int i = 0; i < before.items().size(); i++) {
                compare(
                        path + "[" + i + "]",
                        before.items().get(i),
                        after.items().get(i));
            }
        } else if (!same(expected, actual)) {
            lines.add(path + ": expected " + text(expected) + ", got " + text(actual));
        }
    }

    /** 5 and 5.0 are one JSON number. */
    private static boolean same(@Nullable Value expected, @Nullable Value actual) {
        return Objects.equals(expected, actual)
                || (expected instanceof Value.Real real
                        && actual instanceof Value.Int whole
                        && real.value() == whole.value())
                || (expected instanceof Value.Int whole2
                        && actual instanceof Value.Real real2
                        && real2.value() == whole2.value());
    }

    private static String text(@Nullable Value value) {
        return value == null ? "nothing" : Json.write(value);
    }
}
