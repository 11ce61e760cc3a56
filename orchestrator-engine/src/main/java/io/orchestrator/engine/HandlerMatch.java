package io.orchestrator.engine;

import io.orchestrator.language.Expression;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Value;
import io.orchestrator.plan.ErrorHandler;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether an error handler is meant for a failure. */
final class HandlerMatch {

    private static final Expression SEARCH = Expression.parse("message | regex_search(pattern)");

    private static final Set<String> ALL = Set.of("*", "exception", "error", "baseexception", "all", "any");

    /** Names that authors know from Python's libraries. */
    private static final Map<String, FailureKind> FOREIGN = Map.ofEntries(
            Map.entry("connection", FailureKind.UNAVAILABLE),
            Map.entry("network", FailureKind.UNAVAILABLE),
            Map.entry("connectionrefused", FailureKind.UNAVAILABLE),
            Map.entry("http", FailureKind.TOOL),
            Map.entry("runtime", FailureKind.TOOL),
            Map.entry("io", FailureKind.TOOL),
            Map.entry("os", FailureKind.TOOL),
            Map.entry("value", FailureKind.INVALID),
            Map.entry("type", FailureKind.INVALID),
            Map.entry("key", FailureKind.TEMPLATE),
            Map.entry("name", FailureKind.TEMPLATE),
            Map.entry("authentication", FailureKind.DENIED),
            Map.entry("memory", FailureKind.LIMIT),
            Map.entry("resource", FailureKind.LIMIT));

    private HandlerMatch() {}

    static boolean matches(ErrorHandler handler, Failure failure) {
        return (handler.types().isEmpty() || handler.types().stream().anyMatch(type -> isOf(type, failure)))
                && (handler.patterns().isEmpty()
                        || handler.patterns().stream().anyMatch(pattern -> tells(pattern, failure)))
                && (handler.codes().isEmpty() || handler.codes().stream().anyMatch(code -> bears(code, failure)));
    }

    private static boolean isOf(String type, Failure failure) {
        var asked = plain(type);
        var kind = failure.kind();
        return ALL.contains(type.toLowerCase(Locale.ROOT))
                || asked.equals(plain(kind.errorType()))
                || asked.equals(plain(kind.name()))
                || asked.equals(plain(kind.category()))
                || asked.equals(plain(failure.code()))
                || kind == FOREIGN.get(asked);
    }

    /** {@code FileNotFoundError} and {@code FILE_NOT_FOUND} are the same. */
    private static String plain(String name) {
        var letters = name.toLowerCase(Locale.ROOT).replace("_", "");
        for (String ending : new String[] {"error", "exception"}) {
            if (letters.endsWith(ending) && letters.length() > ending.length()) {
                return letters.substring(0, letters.length() - ending.length());
            }
        }
        return letters;
    }

    private static boolean tells(String pattern, Failure failure) {
        var message = failure.message().toLowerCase(Locale.ROOT);
        var asked = pattern.toLowerCase(Locale.ROOT);
        if (message.contains(asked)) {
            return true;
        }
        var scope = Scope.of(Value.of(Map.of("message", Value.of(message), "pattern", Value.of(asked))));
        try {
            return SEARCH.evaluate(scope) instanceof Value.Text;
        } catch (LanguageException e) {
            // A pattern that cannot be evaluated matches nothing, as a condition does.
            return false;
        }
    }

    /** The number stands in the code or the message, by itself. */
    private static boolean bears(int code, Failure failure) {
        var digits = Integer.toString(code);
        return standsIn(failure.code(), digits) || standsIn(failure.message(), digits);
    }

    private static boolean standsIn(String text, String digits) {
        for (int at = text.indexOf(digits); at >= 0; at = text.indexOf(digits, at + 1)) {
            var end = at + digits.length();
            var free = (at == 0 || !Character.isDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isDigit(text.charAt(end)));
            if (free) {
                return true;
            }
        }
        return false;
    }
}
