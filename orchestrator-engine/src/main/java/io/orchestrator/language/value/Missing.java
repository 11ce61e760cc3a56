package io.orchestrator.language.value;

import java.util.Collection;
import java.util.Optional;

/** Says what is undefined, why, and which name was probably meant. */
public final class Missing {

    private static final int PATH_CHARS = 200;

    private Missing() {}

    static String describe(Undefined undefined, Scope scope) {
        var missing = undefined.missing();
        if (missing == null || undefined.whole() == null) {
            return "undefined: " + undefined.reason();
        }
        var whole = shortened(undefined.whole().describe());
        var first = shortened(missing.describe());
        var message = "'" + whole + "' is undefined";
        if (!whole.equals(first)) {
            message += ": '" + first + "' has no value";
        }
        return message + missing.hint(undefined.parent(), scope);
    }

    private static String shortened(String path) {
        return path.length() <= PATH_CHARS ? path : path.substring(0, PATH_CHARS) + "...";
    }

    /**
     * The nearest of the other names, where one is near enough to be meant; of equals the first in the alphabet, so that it is
     * the same in every process.
     */
    public static Optional<String> nearest(String name, Collection<String> names) {
        var limit = Math.max(1, name.length() / 3);
        var best = limit + 1;
        String found = null;
        var compared = 0;
        for (var candidate : names) {
            if (++compared > Bounds.NAMES_COMPARED) {
                break;
            }
            if (!candidate.equals(name) && Math.abs(candidate.length() - name.length()) <= limit) {
                var distance = distance(name, candidate);
                var firstOfEquals = distance == best && found != null && candidate.compareTo(found) < 0;
                if (distance < best || firstOfEquals) {
                    best = distance;
                    found = candidate;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** As "; did you mean 'x'?", or nothing. */
    public static String didYouMean(String name, Collection<String> names) {
        return nearest(name, names)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    /** How many letters to insert, remove, replace or swap with their neighbour; case does not count. */
    private static int distance(String left, String right) {
        var older = new int[right.length() + 1];
        var previous = new int[right.length() + 1];
        var current = new int[right.length() + 1];
        for (var column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (var row = 1; row <= left.length(); row++) {
            current[0] = row;
            for (var column = 1; column <= right.length(); column++) {
                var replaced = previous[column - 1] + (same(left, row, right, column) ? 0 : 1);
                var least = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
                var swapped = row > 1
                        && column > 1
                        && same(left, row, right, column - 1)
                        && same(left, row - 1, right, column);
                current[column] = swapped ? Math.min(least, older[column - 2] + 1) : least;
            }
            var free = older;
            older = previous;
            previous = current;
            current = free;
        }
        return previous[right.length()];
    }

    /** Whether two letters, counted from 1, are the same but for case. */
    private static boolean same(String left, int row, String right, int column) {
        return Character.toLowerCase(left.charAt(row - 1)) == Character.toLowerCase(right.charAt(column - 1));
    }
}
