package io.orchestrator.worker.run;

import io.orchestrator.model.Failure;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.sealing.Sealed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Blots out secret values: in a text wherever they stand, short ones ({@link #SHORT} characters and fewer) where they stand as
 * a word; a number that is one of them, but for short ones, which are exit codes and counts as well. One character, {@code
 * true}, {@code false} and {@code null} are left: they are in every result, and say nothing. Immutable.
 */
final class Mask {

    static final String BLOT = "***";

    /** Texts up to this length are parts of ordinary words. */
    static final int SHORT = 3;

    private final List<String> secrets;

    /** Those that could be numbers: most often none, and then no number of a result is looked at. */
    private final Set<String> numbers;

    private Mask(List<String> secrets) {
        this.secrets = secrets;
        this.numbers = secrets.stream()
                .filter(secret -> secret.length() > SHORT && Character.isDigit(secret.charAt(secret.length() - 1)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Longer values first, so that a value inside another one leaves no rest of it. */
    static Mask of(Collection<String> values) {
        return new Mask(values.stream()
                .filter(Mask::says)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static boolean says(String value) {
        return switch (value) {
            case "true", "false", "null" -> false;
            default -> value.codePointCount(0, value.length()) > 1;
        };
    }

    /** This mask, which also blots out these. */
    Mask with(Collection<String> values) {
        var all = new ArrayList<>(secrets);
        all.addAll(values);
        return of(all);
    }

    String apply(String text) {
        var masked = text;
        for (var secret : secrets) {
            masked = secret.length() > SHORT ? masked.replace(secret, BLOT) : withoutWord(masked, secret);
        }
        return masked;
    }

    private static String withoutWord(String text, String word) {
        var at = text.indexOf(word);
        if (at < 0) {
            return text;
        }
        var masked = new StringBuilder(text.length());
        var copied = 0;
        while (at >= 0) {
            var end = at + word.length();
            if (isBoundary(text, at) && isBoundary(text, end)) {
                masked.append(text, copied, at).append(BLOT);
                copied = end;
                at = text.indexOf(word, end);
            } else {
                at = text.indexOf(word, at + 1);
            }
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /** Whether no word goes on from before this index to after it. */
    private static boolean isBoundary(String text, int index) {
        return index == 0
                || index == text.length()
                || !Character.isLetterOrDigit(text.codePointBefore(index))
                || !Character.isLetterOrDigit(text.codePointAt(index));
    }

    TaskResult apply(TaskResult result) {
        if (secrets.isEmpty()) {
            return result;
        }
        return switch (result) {
            case TaskResult.Done done -> new TaskResult.Done(dict(done.envelope()), done.usage());
            case TaskResult.Failed failed -> new TaskResult.Failed(apply(failed.failure()));
        };
    }

    private Failure apply(Failure failure) {
        return new Failure(failure.kind(), failure.code(), apply(failure.message()), failure.retryAfterMs());
    }

    private Value value(Value value) {
        return switch (value) {
            case Value.Text text -> Value.of(apply(text.value()));
            case Value.Array array -> array(array);
            case Value.Dict dict -> dict(dict);
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Int i -> number(i);
            case Value.BigInt i -> number(i);
            case Value.Real r -> number(r);
        };
    }

    private Value number(Value number) {
        return !numbers.isEmpty() && numbers.contains(Sealed.text(number)) ? Value.of(BLOT) : number;
    }

    private Value.Array array(Value.Array array) {
        var items = new ArrayList<Value>(array.items().size());
        for (var item : array.items()) {
            items.add(value(item));
        }
        return Value.of(items);
    }

    private Value.Dict dict(Value.Dict dict) {
        var entries = new LinkedHashMap<String, Value>();
        dict.entries().forEach((key, value) -> entries.put(apply(key), value(value)));
        return Value.of(entries);
    }
}
