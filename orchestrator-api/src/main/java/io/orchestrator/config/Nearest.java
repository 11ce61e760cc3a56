package io.orchestrator.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the known word that a mistyped one was probably meant to be. */
final class Nearest {

    /** The longest word compared; longer ones are not worth a guess. */
    private static final int MAX_LENGTH = 100;

    private Nearest() {}

    /** Empty where none is near: more than a third of the letters would have to change. */
    static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String best = null;
        var bestDistance = Math.max(2, word.length() / 3) + 1;
        for (String candidate : known) {
            var distance = candidate.length() > MAX_LENGTH ? bestDistance : distance(word, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Levenshtein's distance, one row at a time. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                var substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
