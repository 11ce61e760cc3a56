package io.orchestrator.worker.run;

import io.orchestrator.model.SecretMark;
import io.orchestrator.model.Value;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Puts secrets where a command refers to them. What bears no mark of the command is text, whatever it looks like.
 *
 * @see SecretMark
 */
final class SecretReferences {

    private final SecretStore store;
    private final String mark;
    private final Pattern reference;

    /** @param mark the command's; empty where it refers to no secret */
    SecretReferences(SecretStore store, String mark) {
        this.store = store;
        this.mark = mark;
        reference = SecretMark.references(mark);
    }

    /** A secret that this worker does not have; the message says where it is looked for. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String message) {
            super(message);
        }
    }

    String resolve(String text) throws MissingException {
        if (!refers(text)) {
            return text;
        }
        var out = new StringBuilder();
        var matcher = reference.matcher(text);
        var end = 0;
        while (matcher.find()) {
            out.append(text, end, matcher.start()).append(value(matcher.group(1)));
            end = matcher.end();
        }
        return out.append(text, end, text.length()).toString();
    }

    Value.Dict resolve(Value.Dict dict) throws MissingException {
        var entries = new LinkedHashMap<String, Value>();
        for (var entry : dict.entries().entrySet()) {
            entries.put(entry.getKey(), resolve(entry.getValue()));
        }
        return Value.of(entries);
    }

    private Value resolve(Value value) throws MissingException {
        return switch (value) {
            case Value.Text text -> refers(text.value()) ? Value.of(resolve(text.value())) : text;
            case Value.Dict dict -> resolve(dict);
            case Value.Array array -> {
                var items = new ArrayList<Value>(array.items().size());
                for (var item : array.items()) {
                    items.add(resolve(item));
                }
                yield Value.of(items);
            }
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Int i -> i;
            case Value.BigInt i -> i;
            case Value.Real r -> r;
        };
    }

    /** The values of secrets that a tool is given by name. */
    Map<String, String> byVariable(Map<String, String> names) throws MissingException {
        var values = new HashMap<String, String>();
        for (var entry : names.entrySet()) {
            values.put(entry.getKey(), value(entry.getValue()));
        }
        return values;
    }

    private boolean refers(String text) {
        return !mark.isEmpty() && text.contains(mark);
    }

    private String value(String name) throws MissingException {
        try {
            var value = store.find(name);
            if (value.isPresent()) {
                return value.get();
            }
        } catch (UncheckedIOException e) {
            throw new MissingException(e.getMessage() + ": " + e.getCause());
        }
        throw new MissingException("secret '" + name + "' is not on this worker: " + store.hint(name));
    }
}
