package io.orchestrator.compile.auto;

import java.util.ArrayList;
import java.util.Collections;
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
    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w-]+)\\s*=\\s*(" + VALUE + ")");

    Tag {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** The outermost tags of a text, in order. */
    static List<Tag> in(String text) {
        var tags = new ArrayList<Tag>();
        var next = at(text, 0);
        while (next.isPresent()) {
            tags.add(next.get());
            next = at(text, next.get().to());
        }
        return tags;
    }

    /** The character after the opening that begins here; empty where none does. */
    static Optional<Integer> head(String text, int from) {
        var head = HEAD.matcher(text).region(from, text.length());
        return head.lookingAt() ? Optional.of(head.end()) : Optional.empty();
    }

    private static Optional<Tag> at(String text, int from) {
        for (var at = text.indexOf(OPENING, from); at >= 0; at = text.indexOf(OPENING, at + 1)) {
            var head = HEAD.matcher(text).region(at, text.length());
            if (head.lookingAt()) {
                var close = closing(text, head.end());
                var body = close < 0 ? "" : text.substring(head.end(), close);
                var to = close < 0 ? head.end() : close + CLOSING.length();
                return Optional.of(new Tag(at, to, attributes(head.group(1)), body.strip()));
            }
        }
        return Optional.empty();
    }

    /** Where the closing of a tag stands whose opening ends here, or -1. */
    static int closing(String text, int from) {
        var depth = 1;
        var at = from;
        while (true) {
            var close = text.indexOf(CLOSING, at);
            if (close < 0) {
                return -1;
            }
            var open = text.indexOf(OPENING, at);
            if (open >= 0 && open < close) {
                depth += head(text, open).isPresent() ? 1 : 0;
                at = open + OPENING.length();
            } else if (--depth == 0) {
                return close;
            } else {
                at = close + CLOSING.length();
            }
        }
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
