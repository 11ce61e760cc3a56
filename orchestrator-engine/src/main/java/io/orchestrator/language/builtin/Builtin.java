package io.orchestrator.language.builtin;

import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Undefined;
import java.util.Map;
import java.util.TreeMap;

/**
 * One filter, test, function or method.
 *
 * @param name its name
 * @param takes what its input may be
 * @param signature its arguments
 * @param body what it does
 */
public record Builtin(String name, Takes takes, Signature signature, Body body) {

    /** What the input may be. */
    public enum Takes {
        VALUES,
        /** Undefined as well. */
        ANYTHING,
        /** Undefined as well, since that is what it asks about. */
        ABSENCE
    }

    /** What it does with its input; functions get None. */
    @FunctionalInterface
    interface Body {
        public Item apply(Run run, Item input, Args args);
    }

    /** A body that answers yes or no. */
    @FunctionalInterface
    interface Question {
        boolean ask(Run run, Item input, Args args);
    }

    /**
     * Applies it.
     *
     * @throws LanguageException UNDEFINED where it takes values only and the input is none; what the body throws
     */
    public Item apply(Run run, Item input, Args args) {
        if (takes == Takes.VALUES && input instanceof Undefined undefined) {
            run.refuse(undefined);
        }
        run.step();
        return body.apply(run, input, args);
    }

    /** Collects builtins by name. */
    static final class Table {
        private final Map<String, Builtin> entries = new TreeMap<>();

        /** Adds one that takes values, under several names parted by a space. */
        Table add(String aliases, Body body, String... parameters) {
            return add(Takes.VALUES, aliases, body, parameters);
        }

        /** Adds one that takes undefined as well. */
        Table addLenient(String aliases, Body body, String... parameters) {
            return add(Takes.ANYTHING, aliases, body, parameters);
        }

        /** Adds one that asks whether its input is undefined. */
        Table addForAbsence(String aliases, Body body, String... parameters) {
            return add(Takes.ABSENCE, aliases, body, parameters);
        }

        private Table add(Takes takes, String aliases, Body body, String... parameters) {
            var signature = Signature.of(parameters);
            for (var name : aliases.split(" ", -1)) {
                entries.put(name, new Builtin(name, takes, signature, body));
            }
            return this;
        }

        Table addAll(Map<String, Builtin> others) {
            entries.putAll(others);
            return this;
        }

        Map<String, Builtin> build() {
            return Map.copyOf(entries);
        }
    }
}
