package io.orchestrator.worker.run;

import io.orchestrator.model.Failure;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.sealing.Sealed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Blots out secret values: in a text wherever they stand, short ones ({@link #SHORT} characters and fewer) where they stand as
 * a word; a number that is one of them. Of this worker's own secrets, which are looked for in every job, one character, {@code
 * true}, {@code false}, {@code null} and short numbers are left: they are in every result. A job's sensitive inputs are blotted
 * out whatever they are, so that conditions no longer tell them; of what is inside of a list or map, such values only under their
 * own name. Immutable.
 */
final class Mask {

    static final String BLOT = "***";

    /** Texts up to this length are parts of ordinary words. */
    static final int SHORT = 3;

    /** Whether a tool succeeded is its own word, and no input's. */
    private static final String SUCCESS = "success";

    /** Names without which no result can be read. */
    private static final Set<String> ENVELOPE = Set.of(SUCCESS, "result", "processed_data", "error");

    /** Longer than {@link #SHORT}, and yet parts of ordinary words. */
    private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

    /** What every result has. */
    private static final Set<String> COMMON = Set.of("true", "false", "null", "[]", "{}");

    /** Texts to look for, the longest first. */
    private final List<String> texts;
    /** Texts of numbers and truth values: most often none, and then none of a result is looked at. */
    private final Set<String> scalars;
    /** Lists and maps that are inputs. */
    private final Set<Value> wholes;
    /** Short values, by the name under which they stand. */
    private final Map<String, Set<Value>> named;

    private Mask(Sought sought) {
        texts = sought.texts.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        scalars = Set.copyOf(sought.scalars);
        wholes = Set.copyOf(sought.wholes);
        named = Map.copyOf(sought.named);
    }

    /** What is to be looked for. */
    private static final class Sought {
        private final Set<String> texts = new LinkedHashSet<>();
        private final Set<String> scalars = new HashSet<>();
        private final Set<Value> wholes = new HashSet<>();
        private final Map<String, Set<Value>> named = new HashMap<>();

        /** A secret, or a part of an input: nothing that every result has. */
        private void add(String text) {
            if (!isCommon(text)) {
                texts.add(text);
            }
            if (text.length() > SHORT && Character.isDigit(text.charAt(text.length() - 1))) {
                scalars.add(text);
            }
        }

        private static boolean isCommon(String text) {
            return text.codePointCount(0, text.length()) < 2 || COMMON.contains(text);
        }

        private void input(Value input) {
            switch (input) {
                case Value.Array array -> whole(array);
                case Value.Dict dict -> whole(dict);
                case Value.Bool flag -> {
                    scalar(Sealed.text(flag));
                    texts.add(flag.value() ? "True" : "False"); // as Python writes it
                }
                case Value.Null n -> {}
                case Value.Text t -> scalar(t.value());
                case Value.Int i -> scalar(Sealed.text(i));
                case Value.BigInt i -> scalar(Sealed.text(i));
                case Value.Real r -> scalar(Sealed.text(r));
            }
        }

        private void whole(Value value) {
            if (!COMMON.contains(Sealed.text(value))) {
                wholes.add(value);
            }
            part("", value);
        }

        private void scalar(String text) {
            if (!text.isBlank()) {
                texts.add(text);
                scalars.add(text);
            }
        }

        private void part(String name, Value part) {
            switch (part) {
                case Value.Array array -> {
                    add(Sealed.text(array));
                    array.items().forEach(item -> part(name, item));
                }
                case Value.Dict dict -> {
                    add(Sealed.text(dict));
                    dict.entries().forEach(this::part);
                }
                case Value.Null n -> {}
                case Value.Text text -> leaf(name, text);
                case Value.Bool flag -> leaf(name, flag);
                case Value.Int i -> leaf(name, i);
                case Value.BigInt i -> leaf(name, i);
                case Value.Real r -> leaf(name, r);
            }
        }

        private void leaf(String name, Value part) {
            add(Sealed.text(part));
            if (!name.isEmpty() && !part.equals(Value.of(""))) {
                named.computeIfAbsent(name, n -> new HashSet<>()).add(part);
            }
        }
    }

    /** Values of secrets. */
    static Mask of(Collection<String> secrets) {
        var sought = new Sought();
        secrets.forEach(sought::add);
        return new Mask(sought);
    }

    /** This mask, which also blots out these inputs of a job. */
    Mask with(Collection<Value> inputs) {
        var sought = new Sought();
        sought.texts.addAll(texts);
        sought.scalars.addAll(scalars);
        sought.wholes.addAll(wholes);
        named.forEach((name, values) -> sought.named.put(name, new HashSet<>(values)));
        inputs.forEach(sought::input);
        return new Mask(sought);
    }

    String apply(String text) {
        var masked = text;
        for (var secret : texts) {
            masked = isWord(secret) ? withoutWord(masked, secret) : masked.replace(secret, BLOT);
        }
        return masked;
    }

    private static boolean isWord(String secret) {
        return secret.length() <= SHORT || CONSTANTS.contains(secret.toLowerCase(Locale.ROOT));
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
        if (texts.isEmpty()) {
            return result;
        }
        return switch (result) {
            case TaskResult.Done done -> new TaskResult.Done(envelope(done.envelope()), done.usage());
            case TaskResult.Failed failed -> new TaskResult.Failed(apply(failed.failure()));
        };
    }

    private Value.Dict envelope(Value.Dict envelope) {
        var fields = new LinkedHashMap<String, Value>();
        envelope.entries().forEach((name, value) -> {
            var flag = name.equals(SUCCESS) && value instanceof Value.Bool;
            fields.put(ENVELOPE.contains(name) ? name : apply(name), flag ? value : value(name, value));
        });
        return Value.of(fields);
    }

    private Failure apply(Failure failure) {
        return new Failure(failure.kind(), failure.code(), apply(failure.message()), failure.retryAfterMs());
    }

    private Value value(String name, Value value) {
        return switch (value) {
            case Value.Text text -> isNamed(name, text) ? Value.of(BLOT) : Value.of(apply(text.value()));
            case Value.Array array -> wholes.contains(array) ? Value.of(BLOT) : array(name, array);
            case Value.Dict dict -> wholes.contains(dict) ? Value.of(BLOT) : dict(dict);
            case Value.Null n -> n;
            case Value.Bool b -> scalar(name, b);
            case Value.Int i -> scalar(name, i);
            case Value.BigInt i -> scalar(name, i);
            case Value.Real r -> scalar(name, r);
        };
    }

    private Value scalar(String name, Value scalar) {
        var secret = isNamed(name, scalar) || (!scalars.isEmpty() && scalars.contains(Sealed.text(scalar)));
        return secret ? Value.of(BLOT) : scalar;
    }

    private boolean isNamed(String name, Value value) {
        return !named.isEmpty() && named.getOrDefault(name, Set.of()).contains(value);
    }

    private Value.Array array(String name, Value.Array array) {
        var items = new ArrayList<Value>(array.items().size());
        for (var item : array.items()) {
            items.add(value(name, item));
        }
        return Value.of(items);
    }

    private Value.Dict dict(Value.Dict dict) {
        var entries = new LinkedHashMap<String, Value>();
        dict.entries().forEach((key, value) -> entries.put(apply(key), value(key, value)));
        return Value.of(entries);
    }
}
