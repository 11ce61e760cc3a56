package io.orchestrator.worker.model;

import java.util.List;
import java.util.regex.Pattern;

/** Cuts what models say around what they were asked for: "Certainly! Here is the text:", "Let me know if ...". */
final class Pleasantries {

    /** How much of the end of a text is looked at, in characters. */
    private static final int TAIL = 600;

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private static final List<Pattern> OPENINGS = List.of(
            Pattern.compile(
                    "(?:certainly|sure(?: thing)?|of course|absolutely|great question|got it|no problem)"
                            + "\\s{0,3}(?:[!.]+|,(?=\\s{0,3}(?:here|below|i)\\b))\\s*",
                    FLAGS),
            Pattern.compile(
                    "i(?:'d|\u2019d| would) be (?:happy|glad) to (?:help|assist)[^\\n.!:]{0,80}[.!:]\\s*", FLAGS),
            Pattern.compile(
                    "(?:here(?:'s|\u2019s| is| are)|below (?:is|are)|the following (?:is|are))\\b[^\\n.:]{0,160}:\\s*",
                    FLAGS));

    private static final Pattern CLOSING = Pattern.compile(
            "(?:^|\\n|(?<=[.!?])[ \\t])\\s*(?:please )?(?:let me know (?:if|how|what|whether)|feel free to"
                    + "|i hope this helps|if you (?:have|need) any (?:other |more |further )?"
                    + "(?:questions|help|changes|information)|is there anything else|would you like me to)"
                    + "[^\\n]{0,300}\\s*$",
            FLAGS);

    private Pleasantries() {}

    /** The text without them; the text itself where nothing else would be left. */
    static String cut(String text) {
        var left = withoutClosings(withoutOpenings(text.strip()));
        return left.isBlank() ? text : left;
    }

    private static String withoutOpenings(String text) {
        var left = text;
        for (var opening : OPENINGS) {
            var matcher = opening.matcher(left);
            if (matcher.lookingAt()) {
                left = left.substring(matcher.end());
            }
        }
        return left;
    }

    private static String withoutClosings(String text) {
        var left = text;
        while (true) {
            var from = Math.max(0, left.length() - TAIL);
            var matcher = CLOSING.matcher(left).region(from, left.length());
            if (!matcher.find()) {
                return left;
            }
            left = left.substring(0, matcher.start()).stripTrailing();
        }
    }
}
