package io.orchestrator.language.builtin;

import io.orchestrator.language.value.Missing;
import java.util.List;
import java.util.Optional;

/**
 * The arguments that a filter, test, function or method takes. None is checked to be given: a missing one has a default
 * or is missed by who reads it.
 *
 * @param names their names in order
 * @param open whether any more may follow
 */
public record Signature(List<String> names, boolean open) {

    /** Of these names; a last name {@code *} leaves it open. */
    static Signature of(String... names) {
        var list = List.of(names);
        var open = !list.isEmpty() && list.getLast().equals("*");
        return new Signature(open ? list.subList(0, list.size() - 1) : list, open);
    }

    /** What is wrong with a call's arguments. */
    public Optional<String> problem(int positional, List<String> named) {
        if (open) {
            return Optional.empty();
        }
        if (positional > names.size()) {
            return Optional.of("takes at most " + names.size() + " arguments, not " + positional);
        }
        for (var name : named) {
            if (!names.contains(name)) {
                return Optional.of("has no argument '" + name + "'" + Missing.didYouMean(name, names));
            }
            if (names.indexOf(name) < positional) {
                return Optional.of("gets the argument '" + name + "' twice");
            }
        }
        return Optional.empty();
    }
}
