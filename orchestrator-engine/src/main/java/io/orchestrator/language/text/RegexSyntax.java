package io.orchestrator.language.text;

import io.orchestrator.language.value.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Python's spelling of regular expressions and replacements, where it differs from Java's. */
final class RegexSyntax {

    private RegexSyntax() {}

    /** A part of a replacement. */
    sealed interface Part {

        String expand(Run run, Matcher match, String text);

        /** Text as it is. */
        record Fixed(String text) implements Part {
            @Override
            public String expand(Run run, Matcher match, String whole) {
                return text;
            }
        }

        /** A group by number or name; nothing where it took no part in the match. */
        record Group(String name) implements Part {
            @Override
            public String expand(Run run, Matcher match, String whole) {
                var number = number(run, match);
                return match.start(number) < 0 ? "" : whole.substring(match.start(number), match.end(number));
            }

            private int number(Run run, Matcher match) {
                var number = isNumber(name)
                        ? Integer.parseInt(name)
                        : match.namedGroups().getOrDefault(javaName(name), -1);
                if (number < 0 || number > match.groupCount()) {
                    throw run.type("the regular expression has no group '" + name + "'");
                }
                return number;
            }
        }
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.length() <= 3 && name.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** Java's names of groups have no underscores. */
    private static String javaName(String name) {
        return "g" + name.replace("Z", "ZZ").replace("_", "Zu");
    }

    static String toJava(String source) {
        var out = new StringBuilder(source.length() + 16);
        var inClass = false;
        var position = 0;
        while (position < source.length()) {
            var character = source.charAt(position);
            if (character == '\\' && position + 1 < source.length()) {
                out.append(source.charAt(position + 1) == 'Z' ? "\\z" : source.substring(position, position + 2));
                position += 2;
            } else if (inClass) {
                out.append(character == '[' || character == '&' ? "\\" : "").append(character);
                inClass = character != ']';
                position++;
            } else if (character == '[') {
                position = openClass(source, position, out);
                inClass = true;
            } else if (source.startsWith("(?P<", position)) {
                position = name(source, position + 4, '>', "(?<", out);
            } else if (source.startsWith("(?P=", position)) {
                position = name(source, position + 4, ')', "\\k<", out);
            } else {
                out.append(character);
                position++;
            }
        }
        return out.toString();
    }

    /** A bracket right after the opening one is a member. */
    private static int openClass(String source, int from, StringBuilder out) {
        out.append('[');
        var position = from + 1;
        if (source.startsWith("^", position)) {
            out.append('^');
            position++;
        }
        if (source.startsWith("]", position)) {
            out.append("\\]");
            position++;
        }
        return position;
    }

    private static int name(String source, int from, char end, String prefix, StringBuilder out) {
        var close = source.indexOf(end, from);
        if (close < 0) {
            out.append(source, from - 4, source.length());
            return source.length();
        }
        out.append(prefix).append(javaName(source.substring(from, close))).append('>');
        return close + 1;
    }

    /** The parts of a replacement. */
    static List<Part> replacement(Run run, String template) {
        var parts = new ArrayList<Part>();
        var text = new StringBuilder();
        var position = 0;
        while (position < template.length()) {
            var character = template.charAt(position);
            if (character != '\\' || position + 1 == template.length()) {
                text.append(character);
                position++;
                continue;
            }
            var name = groupName(template, position + 1);
            if (name.isEmpty()) {
                text.append(escaped(template.charAt(position + 1)));
                position += 2;
            } else {
                parts.add(new Part.Fixed(text.toString()));
                text.setLength(0);
                parts.add(new Part.Group(name));
                position += 1 + (template.charAt(position + 1) == 'g' ? name.length() + 3 : name.length());
            }
            run.step();
        }
        parts.add(new Part.Fixed(text.toString()));
        return parts;
    }

    /** The group that an escape names, empty where it names none. */
    private static String groupName(String template, int at) {
        if (template.startsWith("g<", at)) {
            var close = template.indexOf('>', at);
            return close < 0 ? "" : template.substring(at + 2, close);
        }
        var end = at;
        while (end < template.length() && end < at + 2 && template.charAt(end) >= '0' && template.charAt(end) <= '9') {
            end++;
        }
        return template.substring(at, end);
    }

    private static String escaped(char letter) {
        return switch (letter) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\\' -> "\\";
            default -> "\\" + letter;
        };
    }
}
