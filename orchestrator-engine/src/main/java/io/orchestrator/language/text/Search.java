package io.orchestrator.language.text;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Run;

/** Finding a text in a text in linear time, whatever the texts are. */
public final class Search {

    private static final int SHORT = 32;

    private Search() {}

    /** The first offset from {@code from} on where {@code part} is, or -1. */
    public static int indexOf(Run run, String whole, String part, int from) {
        var begin = Math.max(0, from);
        if (part.length() <= SHORT || whole.length() - begin <= SHORT) {
            var found = whole.indexOf(part, begin);
            run.charge(1 + ((found < 0 ? whole.length() : found) - begin) / Bounds.CHARS_A_STEP);
            return found;
        }
        if (part.length() > whole.length() - begin) {
            return -1;
        }
        run.charge(1 + part.length());
        return knuthMorrisPratt(run, whole, part, begin);
    }

    /** The last offset where {@code part} is, or -1. */
    public static int lastIndexOf(Run run, String whole, String part) {
        var mirrored = new StringBuilder(part).reverse().toString();
        run.scan(whole);
        var found = indexOf(run, new StringBuilder(whole).reverse().toString(), mirrored, 0);
        return found < 0 ? -1 : whole.length() - found - part.length();
    }

    /** How often {@code part}, which is not empty, occurs without overlap. */
    public static int count(Run run, String whole, String part) {
        var count = 0;
        for (var at = indexOf(run, whole, part, 0); at >= 0; at = indexOf(run, whole, part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static int knuthMorrisPratt(Run run, String whole, String part, int from) {
        var borders = borders(part);
        var matched = 0;
        for (var at = from; at < whole.length(); at++) {
            while (matched > 0 && whole.charAt(at) != part.charAt(matched)) {
                matched = borders[matched - 1];
            }
            if (whole.charAt(at) == part.charAt(matched) && ++matched == part.length()) {
                run.charge((at - from) / 2);
                return at - part.length() + 1;
            }
        }
        run.charge((whole.length() - from) / 2);
        return -1;
    }

    private static int[] borders(String part) {
        var borders = new int[part.length()];
        var length = 0;
        for (var at = 1; at < part.length(); at++) {
            while (length > 0 && part.charAt(at) != part.charAt(length)) {
                length = borders[length - 1];
            }
            if (part.charAt(at) == part.charAt(length)) {
                length++;
            }
            borders[at] = length;
        }
        return borders;
    }
}
