package io.orchestrator.worker.run;

import io.orchestrator.model.Value;
import io.orchestrator.worker.guard.Budget;
import io.orchestrator.worker.guard.Permit;
import io.orchestrator.worker.guard.Permit.Reach;
import io.orchestrator.worker.guard.Permit.Repeat;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a tool call may be tried again inside an attempt, and whom it reaches. */
final class CallTraits {

    private static final Set<String> PURE = Set.of("data-processing", "validation");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String IDEMPOTENCY_HEADER = "idempotency-key";

    private CallTraits() {}

    static Permit permit(String tool, String action, Value.Dict parameters, String label, Budget budget) {
        if (!"http".equals(tool)) {
            var repeat = PURE.contains(tool) ? Repeat.SAFE : Repeat.NEVER;
            return new Permit(label, budget, repeat, Reach.LOCAL, "");
        }
        var safe = READING.contains(method(action, parameters)) || bearsKey(parameters.get("headers"));
        return new Permit(label, budget, safe ? Repeat.SAFE : Repeat.NEVER, Reach.REMOTE, host(parameters));
    }

    private static String method(String action, Value.Dict parameters) {
        var given = textOf(parameters.get("method"));
        var word = given.isEmpty() ? action : given;
        return word.isEmpty() ? "GET" : word.toUpperCase(Locale.ROOT);
    }

    private static boolean bearsKey(@Nullable Value headers) {
        return headers instanceof Value.Dict dict
                && dict.entries().keySet().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(IDEMPOTENCY_HEADER));
    }

    private static String host(Value.Dict parameters) {
        try {
            var authority = URI.create(textOf(parameters.get("url"))).getAuthority();
            return authority == null ? "" : authority.substring(authority.indexOf('@') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String textOf(@Nullable Value value) {
        return value instanceof Value.Text text ? text.value() : "";
    }
}
