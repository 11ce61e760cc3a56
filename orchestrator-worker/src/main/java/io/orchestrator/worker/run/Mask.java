package io.orchestrator.worker.run;

import io.orchestrator.model.Failure;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Blots out secret values. Immutable. */
final class Mask {

    static final String BLOT = "***";

    /** Shorter values would blot out ordinary text. */
    static final int MIN_LENGTH = 4;

    private final List<String> secrets;

    private Mask(List<String> secrets) {
        this.secrets = secrets;
    }

    /** Longer values first, so that a value inside another one leaves no rest of it. */
    static Mask of(Collection<String> values) {
        return new Mask(values.stream()
                .filter(value -> value.length() >= MIN_LENGTH)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
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
            masked = masked.replace(secret, BLOT);
        }
        return masked;
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
            case Value.Int i -> i;
            case Value.BigInt i -> i;
            case Value.Real r -> r;
        };
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
