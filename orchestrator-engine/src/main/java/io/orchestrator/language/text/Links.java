package io.orchestrator.language.text;

import io.orchestrator.language.value.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Jinja's {@code urlize}: web and mail addresses in a text become HTML links, the rest is escaped. */
public final class Links {

    private static final List<String> OPENING = List.of("(", "<", "&lt;");
    private static final List<String> CLOSING = List.of(")", ">", "&gt;");
    private static final List<String> PUNCTUATION = List.of(".", ",", "\n");
    /** What every link says of itself: the page behind it gets no hold of this one. */
    private static final String ALWAYS = "noopener";

    private static final String WEB = "^((https?://|www\\.)(([\\w%-]+\\.)+)?([a-z]{2,63}|xn--[\\w%]{2,59})"
            + "|([\\w%-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)"
            + "|(https?://)((([\\d]{1,3})(\\.[\\d]{1,3}){3})|(\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}\\])))"
            + "(?::[\\d]{1,5})?(?:[/?#]\\S*)?$";
    private static final String MAIL = "^\\S+@\\w[\\w.-]*\\.\\w+$";

    private final Run run;
    private final int limit;
    private final String attributes;
    private final Regex web;
    private final Regex mail;

    /**
     * @param limit the most characters of an address that are shown
     * @param rel words for the attribute {@code rel}, with space between
     * @param target the attribute {@code target}; may be empty
     */
    public Links(Run run, int limit, String rel, String target) {
        this.run = run;
        this.limit = Math.max(0, limit);
        var words = new TreeSet<>(Words.split(rel));
        words.add(ALWAYS);
        attributes = " rel=\"" + Markup.escape(String.join(" ", words)) + "\""
                + (target.isEmpty() ? "" : " target=\"" + Markup.escape(target) + "\"");
        web = Regex.of(run, "(?i)" + WEB);
        mail = Regex.of(run, MAIL);
    }

    /** The text with links. */
    public String mark(String text) {
        var out = new StringBuilder();
        var escaped = Markup.escape(text);
        var from = 0;
        while (from < escaped.length()) {
            run.step();
            var space = Words.isSpace(escaped.charAt(from));
            var to = from;
            while (to < escaped.length() && Words.isSpace(escaped.charAt(to)) == space) {
                to++;
            }
            var part = escaped.substring(from, to);
            out.append(space ? part : word(part));
            from = to;
        }
        return out.toString();
    }

    /** One word: brackets and punctuation around it stay outside of the link, unless the brackets are its own. */
    private String word(String word) {
        var middle = word;
        for (var mark = leading(middle); !mark.isEmpty(); mark = leading(middle)) {
            middle = middle.substring(mark.length());
        }
        var head = word.substring(0, word.length() - middle.length());
        var whole = middle;
        for (var mark = trailing(middle); !mark.isEmpty(); mark = trailing(middle)) {
            middle = middle.substring(0, middle.length() - mark.length());
        }
        var tail = new ArrayList<>(List.of(middle, whole.substring(middle.length())));
        for (var index = 0; index < OPENING.size(); index++) {
            balance(tail, OPENING.get(index), CLOSING.get(index));
        }
        return head + link(tail.getFirst()) + tail.getLast();
    }

    private static String leading(String text) {
        return OPENING.stream().filter(text::startsWith).findFirst().orElse("");
    }

    private static String trailing(String text) {
        for (var marks : Arrays.asList(CLOSING, PUNCTUATION)) {
            for (var mark : marks) {
                if (text.endsWith(mark)) {
                    return mark;
                }
            }
        }
        return "";
    }

    /** Moves closing brackets that belong to the middle from the tail to it. */
    private void balance(List<String> parts, String open, String close) {
        var missing = Search.count(run, parts.getFirst(), open) - Search.count(run, parts.getFirst(), close);
        while (missing > 0 && parts.getLast().contains(close)) {
            var end = parts.getLast().indexOf(close) + close.length();
            parts.set(0, parts.getFirst() + parts.getLast().substring(0, end));
            parts.set(1, parts.getLast().substring(end));
            missing--;
        }
    }

    private String link(String address) {
        if (web.search(address).isPresent()) {
            var scheme = address.startsWith("https://") || address.startsWith("http://") ? "" : "https://";
            return "<a href=\"" + scheme + address + "\"" + attributes + ">" + trimmed(address) + "</a>";
        }
        if (address.startsWith("mailto:") && mail.search(address.substring(7)).isPresent()) {
            return "<a href=\"" + address + "\">" + address.substring(7) + "</a>";
        }
        var mayBeMail = address.contains("@") && !address.startsWith("www.") && !address.contains(":");
        return mayBeMail && mail.search(address).isPresent()
                ? "<a href=\"mailto:" + address + "\">" + address + "</a>"
                : address;
    }

    private String trimmed(String address) {
        return address.length() > limit ? address.substring(0, limit) + "..." : address;
    }
}
