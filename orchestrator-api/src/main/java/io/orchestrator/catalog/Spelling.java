package io.orchestrator.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word an author most likely meant, by edit distance. */
public final class Spelling {

    /** Longer words are not compared: they are data, not names. */
    public static final int MAX_LENGTH = 64;

    private Spelling() {}

    /**
     * The candidate with the smallest edit distance; the first in the alphabet of equals, so that it is
     * the same in every process. Empty where more than a third of the longer
     * word (at least two letters) would have to change.
     */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        return candidates.stream()
                .filter(candidate -> near(word, candidate))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean near(String word, String candidate) {
        var longer = Math.max(word.length(), candidate.length());
        return longer <= MAX_LENGTH && distance(word, candidate) <= Math.max(2, longer / 3);
    }

    /** Insertions, deletions and substitutions between the two; letters of either case are equal. */
    static int distance(String first, String second) {
        var a = first.toLowerCase(Locale.ROOT);
        var b = second.toLowerCase(Locale.ROOT);
        var previous = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
