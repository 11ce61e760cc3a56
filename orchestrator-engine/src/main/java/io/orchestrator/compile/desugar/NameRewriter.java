package io.orchestrator.compile.desugar;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts expressions in place of the free names of other expressions; texts in quotes, fields, filters, calls stay. */
public final class NameRewriter {

    private static final Pattern SEGMENT =
            Pattern.compile("\\{\\{.*?}}|\\{%.*?%}|(?<!\\$)\\$\\{[^}]*+}", Pattern.DOTALL);
    private static final Set<String> WORDS = Set.of(
            "and", "or", "not", "in", "is", "if", "else", "for", "true", "false", "none", "True", "False", "None");

    private final Function<String, Optional<String>> names;

    /** @param names what to write for a name; empty leaves it as it is */
    public NameRewriter(Function<String, Optional<String>> names) {
        this.names = names;
    }

    /** The expressions inside a template. */
    public String template(String text) {
        return SEGMENT.matcher(text).replaceAll(segment -> Matcher.quoteReplacement(expression(segment.group())));
    }

    /** The text of one expression. */
    public String expression(String text) {
        var out = new StringBuilder();
        var isTest = false;
        var at = 0;
        while (at < text.length()) {
            var end = tokenEnd(text, at);
            var token = text.substring(at, end);
            if (isName(token)) {
                var free = !isTest && !WORDS.contains(token) && isFree(text, at, end);
                out.append(free ? names.apply(token).orElse(token) : token);
                isTest = token.equals("is") || (isTest && token.equals("not"));
            } else {
                out.append(token);
                isTest &= token.isBlank();
            }
            at = end;
        }
        return out.toString();
    }

    /** The end of the quoted text, the word, or the single character that begins there. */
    private static int tokenEnd(String text, int start) {
        var first = text.charAt(start);
        var at = start + 1;
        if (first == '\'' || first == '"') {
            while (at < text.length() && text.charAt(at) != first) {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            return Math.min(at + 1, text.length());
        }
        if (isWordPart(first)) {
            while (at < text.length() && isWordPart(text.charAt(at))) {
                at++;
            }
        }
        return at;
    }

    private static boolean isName(String token) {
        return isWordPart(token.charAt(0)) && !Character.isDigit(token.charAt(0));
    }

    private static boolean isWordPart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    /** Neither a field, nor a filter, nor a function, nor the name of an argument. */
    private static boolean isFree(String text, int start, int end) {
        var before = start - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        var after = end;
        while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
            after++;
        }
        var left = before < 0 ? ' ' : text.charAt(before);
        var right = after < text.length() ? text.charAt(after) : ' ';
        var assigned = right == '=' && (after + 1 >= text.length() || text.charAt(after + 1) != '=');
        return left != '.' && left != '|' && left != '$' && right != '(' && !assigned;
    }
}
