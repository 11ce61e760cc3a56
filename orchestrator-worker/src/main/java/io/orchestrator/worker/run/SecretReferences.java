package io.orchestrator.worker.run;

import io.orchestrator.model.Value;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/** Puts secrets where {@code ${secret:name}} stands in texts. */
final class SecretReferences {

    private static final String OPENING = "${secret:";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})}");

    private final SecretStore store;

    SecretReferences(SecretStore store) {
        this.store = store;
    }

    /** A secret that this worker does not have; the message says where it is looked for. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String message) {
            super(message);
        }
    }

    String resolve(String text) throws MissingException {
        if (!text.contains(OPENING)) {
            return text;
        }
        var out = new StringBuilder();
        var matcher = REFERENCE.matcher(text);
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
            case Value.Text text -> text.value().contains(OPENING) ? Value.of(resolve(text.value())) : text;
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
