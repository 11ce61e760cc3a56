package io.orchestrator.compile.auto;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One tag of a text.
 *
 * @param from its first character
 * @param to the character after its last
 * @param attributes those of its opening, in order
 * @param body what it asks for, tags inside of it included; empty where it is not closed
 */
record Tag(int from, int to, Map<String, String> attributes, String body) {

    static final String OPENING = "<AUTO";
    static final String CLOSING = "</AUTO>";

    private static final String VALUE = "(?:\\\\?\"[^\"\\\\]*\\\\?\"|'[^']*'|[^\\s\"'>]+)";
    private static final Pattern HEAD = Pattern.compile("<AUTO((?:\\s+[\\w-]+\\s*=\\s*" + VALUE + ")*)\\s*>");
    /** The longest opening, in characters. */
    private static final int HEAD_CHARS = 2_000;

    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w-]+)\\s*=\\s*(" + VALUE + ")");

    Tag {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** A tag's opening, and where its closing stands; -1 where it has none. */
    private record Opened(int from, int head, String attributes, int close) {

        int end() {
            return close < 0 ? head : close + CLOSING.length();
        }
    }

    /** The outermost tags of a text, in order; in one pass. */
    static List<Tag> in(String text) {
        var tags = new ArrayList<Tag>();
        var end = 0;
        for (var opened : openings(text)) {
            if (opened.from() >= end) {
                var body = opened.close() < 0 ? "" : text.substring(opened.head(), opened.close());
                tags.add(new Tag(opened.from(), opened.end(), attributes(opened.attributes()), body.strip()));
                end = opened.end();
            }
        }
        return tags;
    }

    /** Every opening in order; a closing belongs to the last one before it that has none yet. */
    private static List<Opened> openings(String text) {
        var found = new ArrayList<Opened>();
        Deque<Integer> open = new ArrayDeque<>();
        var close = text.indexOf(CLOSING);
        var next = text.indexOf(OPENING);
        while (next >= 0 || (close >= 0 && !open.isEmpty())) {
            if (close >= 0 && (next < 0 || close < next)) {
                if (!open.isEmpty()) {
                    var last = open.removeLast();
                    var opened = found.get(last);
                    found.set(last, new Opened(opened.from(), opened.head(), opened.attributes(), close));
                }
                close = text.indexOf(CLOSING, close + 1);
            } else {
                var head = HEAD.matcher(text).region(next, Math.min(text.length(), next + HEAD_CHARS));
                var after = next + 1;
                if (head.lookingAt()) {
                    open.addLast(found.size());
                    found.add(new Opened(next, head.end(), head.group(1), -1));
                    after = head.end();
                }
                next = text.indexOf(OPENING, after);
                if (close >= 0 && close < after) {
                    close = text.indexOf(CLOSING, after); // what looks like one stood in an attribute
                }
            }
        }
        return found;
    }

    private static Map<String, String> attributes(String source) {
        var attributes = new LinkedHashMap<String, String>();
        var matcher = ATTRIBUTE.matcher(source);
        while (matcher.find()) {
            attributes.put(matcher.group(1), unquoted(matcher.group(2).replace("\\\"", "\"")));
        }
        return attributes;
    }

    private static String unquoted(String value) {
        var quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isBlank());
    }
}
