package io.orchestrator.language.builtin;

import io.orchestrator.language.operation.Access;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.text.CodePoints;
import io.orchestrator.language.text.Links;
import io.orchestrator.language.text.Markup;
import io.orchestrator.language.text.PrettyText;
import io.orchestrator.language.text.Printf;
import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.text.Regex;
import io.orchestrator.language.text.Words;
import io.orchestrator.language.text.Wrapping;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.Undefined;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;

/** Filters that make a text of a text. Anything else is first made a text as Python prints it. */
final class TextFilters {

    private static final int TRUNCATE_LEEWAY = 5;
    private static final String ELLIPSIS = "...";
    private static final Item SPACE = Item.of(" ");

    static final Map<String, Builtin> ALL = new Builtin.Table()
            .add("upper", text((run, text, args) -> text.toUpperCase(Locale.ROOT)))
            .add("lower", text((run, text, args) -> text.toLowerCase(Locale.ROOT)))
            .add("title", text((run, text, args) -> Words.titleByWord(text)))
            .add("capitalize", text((run, text, args) -> Words.capitalize(text)))
            .add("trim", text((run, text, args) -> Words.strip(text, args.text(run, 0, "chars", ""))), "chars")
            .add("string safe", text((run, text, args) -> text))
            .add("escape e forceescape", text((run, text, args) -> Markup.escape(text)))
            .add("striptags", text((run, text, args) -> Markup.stripTags(run, text)))
            .add("urlencode", TextFilters::urlEncode)
            .add("replace", text(TextFilters::replace), "old", "new", "count")
            .add("truncate", text(TextFilters::truncate), "length", "killwords", "end", "leeway")
            .add("truncate_words", text(TextFilters::truncateWords), "count")
            .add(
                    "center",
                    text((run, text, args) -> Words.center(run, text, args.integer(run, 0, "width", 80), ' ')),
                    "width")
            .add("indent", text(TextFilters::indent), "width", "first", "blank")
            .add("wordwrap", text(TextFilters::wrap), "width", "break_long_words", "wrapstring", "break_on_hyphens")
            .add("wordcount", (run, input, args) -> new Item.Int(Words.count(run, PythonText.of(run, input))))
            .add("format", TextFilters::format, "*")
            .add("pprint", (run, input, args) -> Item.of(PrettyText.of(run, input)), "verbose")
            .add("slugify", text((run, text, args) -> Words.slug(text)))
            .add("basename", text((run, text, args) -> text.substring(text.lastIndexOf('/') + 1)))
            .add("urlize", text(TextFilters::linked), "trim_url_limit", "nofollow", "target", "rel", "extra_schemes")
            .add("xmlattr", TextFilters::attributes, "autospace")
            .add("split", TextFilters::split, "sep")
            .add("markdown_format", text((run, text, args) -> Markup.spaceMarkdown(run, text)))
            .add("regex_search", TextFilters::search, "pattern")
            .add("regex_replace", text(TextFilters::regexReplace), "pattern", "replacement")
            .build();

    /** What a filter does with a text. */
    @FunctionalInterface
    private interface Edit {
        String apply(Run run, String text, Args args);
    }

    private TextFilters() {}

    private static Builtin.Body text(Edit edit) {
        return (run, input, args) -> {
            var text = PythonText.of(run, input);
            run.scan(text);
            return Item.of(run.text(edit.apply(run, text, args)));
        };
    }

    private static Item urlEncode(Run run, Item input, Args args) {
        if (input instanceof Item.Str || Numbers.isNumber(input) || input == Item.None.NONE) {
            return Item.of(run.text(Markup.quoteUrl(run, PythonText.of(run, input), "/")));
        }
        var pairs = input instanceof Dict ? ListFilters.pairs(run, input) : Access.elements(run, input);
        var parts = new ArrayList<String>();
        for (var pair : pairs) {
            var sides = new ArrayList<String>();
            for (var side : Access.elements(run, pair)) {
                sides.add(Markup.quoteUrl(run, PythonText.of(run, side), "").replace("%20", "+"));
            }
            parts.add(String.join("=", sides));
        }
        return Item.of(run.text(String.join("&", parts)));
    }

    private static String replace(Run run, String text, Args args) {
        return Words.replace(
                run, text, args.text(run, 0, "old"), args.text(run, 1, "new"), args.integer(run, 2, "count", -1));
    }

    private static String truncate(Run run, String text, Args args) {
        var length = args.integer(run, 0, "length", 255);
        var end = args.text(run, 2, "end", ELLIPSIS);
        var leeway = args.integer(run, 3, "leeway", TRUNCATE_LEEWAY);
        if (length < end.length() || leeway < 0) {
            throw run.type("truncate needs a length of at least " + end.length() + " and no negative leeway");
        }
        var points = CodePoints.of(run, text);
        if (points.length() <= (long) length + leeway) {
            return text;
        }
        var kept = points.substring(0, length - end.length());
        if (!args.truth(run, 1, "killwords") && kept.lastIndexOf(' ') >= 0) {
            kept = kept.substring(0, kept.lastIndexOf(' '));
        }
        return kept + end;
    }

    private static String truncateWords(Run run, String text, Args args) {
        var count = Math.max(0, args.integer(run, 0, "count", 50));
        var words = Words.split(text);
        return words.size() <= count ? text : String.join(" ", words.subList(0, count)) + ELLIPSIS;
    }

    private static String indent(Run run, String text, Args args) {
        var width = args.get(run, 0, "width", new Item.Int(4));
        var indent = width instanceof Item.Str custom
                ? custom.value()
                : Words.repeat(run, ' ', args.integer(run, 0, "width", 4));
        var lines = Words.lines(text + "\n");
        run.chargeText((long) lines.size() * indent.length() + text.length());
        var blank = args.truth(run, 2, "blank");
        var out = new StringBuilder(args.truth(run, 1, "first") ? indent : "");
        for (var index = 0; index < lines.size(); index++) {
            if (index > 0) {
                out.append('\n').append(blank || !lines.get(index).isEmpty() ? indent : "");
            }
            out.append(lines.get(index));
        }
        return out.toString();
    }

    private static String wrap(Run run, String text, Args args) {
        var width = args.integer(run, 0, "width", 79);
        var breakWords = Comparison.truth(run, args.get(run, 1, "break_long_words", Item.Bool.TRUE));
        var separator = args.text(run, 2, "wrapstring", "\n");
        var hyphens = Comparison.truth(run, args.get(run, 3, "break_on_hyphens", Item.Bool.TRUE));
        if (width <= 0) {
            throw run.type("wordwrap needs a width of at least 1");
        }
        var wrapping = new Wrapping(
                width,
                breakWords ? Wrapping.LongWords.BROKEN : Wrapping.LongWords.KEPT,
                hyphens ? Wrapping.Hyphens.BREAK : Wrapping.Hyphens.KEEP);
        var lines = new ArrayList<String>();
        for (var line : Words.lines(text)) {
            run.charge(line.length() * 2L);
            lines.add(String.join(separator, wrapping.wrap(line)));
        }
        return String.join(separator, lines);
    }

    private static String linked(Run run, String text, Args args) {
        if (args.get(run, 4, "extra_schemes", Item.None.NONE) != Item.None.NONE) {
            throw run.type("urlize knows http, https and mailto only");
        }
        var limit = args.integer(run, 0, "trim_url_limit", Integer.MAX_VALUE);
        var rel = args.text(run, 3, "rel", "") + (args.truth(run, 1, "nofollow") ? " nofollow" : "");
        return new Links(run, limit, rel, args.text(run, 2, "target", "")).mark(text);
    }

    /** A map as the attributes of an HTML element; those without a value are left out. */
    private static Item attributes(Run run, Item input, Args args) {
        var out = new ArrayList<String>();
        for (var pair : ListFilters.pairs(run, input)) {
            var sides = Access.elements(run, pair);
            var name = PythonText.of(run, sides.get(0));
            var value = sides.get(1);
            if (value == Item.None.NONE || value instanceof Undefined) {
                continue;
            }
            if (Markup.isUnfitName(name)) {
                throw run.type("'" + name + "' is no name for an attribute");
            }
            out.add(Markup.escape(name) + "=\"" + Markup.escape(PythonText.of(run, value)) + "\"");
        }
        var space = Comparison.truth(run, args.get(run, 0, "autospace", Item.Bool.TRUE)) && !out.isEmpty() ? " " : "";
        return Item.of(run.text(space + String.join(" ", out)));
    }

    private static Item format(Run run, Item input, Args args) {
        var pattern = PythonText.of(run, input);
        if (pattern.indexOf('%') < 0 && pattern.indexOf('{') >= 0) {
            return BraceFormat.format(run, pattern, args);
        }
        if (!args.names().isEmpty() && !args.positional().isEmpty()) {
            throw run.type("format takes values by position or by name, not both");
        }
        return Item.of(
                args.names().isEmpty()
                        ? Printf.format(run, pattern, new Seq(Seq.Kind.TUPLE, args.positional()))
                        : Printf.format(run, pattern, Functions.dictOf(run, args)));
    }

    private static Item split(Run run, Item input, Args args) {
        return Words.split(run, PythonText.of(run, input), args.get(run, 0, "sep", SPACE), -1);
    }

    private static Item search(Run run, Item input, Args args) {
        return Regex.of(run, args.text(run, 0, "pattern"))
                .search(PythonText.of(run, input))
                .<Item>map(Item::of)
                .orElse(Item.None.NONE);
    }

    private static String regexReplace(Run run, String text, Args args) {
        return Regex.of(run, args.text(run, 0, "pattern")).replace(text, args.text(run, 1, "replacement", ""));
    }
}
