package io.orchestrator.language.text;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Run;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression in Python's syntax. What it reads is counted, so that it cannot run for long. */
public final class Regex {

    private static final int FLAGS = Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;

    private final Run run;
    private final Pattern pattern;

    private Regex(Run run, Pattern pattern) {
        this.run = run;
        this.pattern = pattern;
    }

    /**
     * Reads a pattern.
     *
     * @throws LanguageException TYPE where it is none, LIMIT where it is too long
     */
    public static Regex of(Run run, String source) {
        if (source.length() > Bounds.PATTERN_CHARS) {
            throw run.limit("a regular expression of more than " + Bounds.PATTERN_CHARS + " characters");
        }
        run.charge(source.length());
        try {
            return new Regex(run, Pattern.compile(RegexSyntax.toJava(source), FLAGS));
        } catch (PatternSyntaxException e) {
            throw run.type("the regular expression is wrong: " + e.getDescription());
        } catch (StackOverflowError e) {
            throw run.limit("a regular expression that is nested too deeply");
        }
    }

    /** The first match. */
    public Optional<String> search(String text) {
        var matcher = pattern.matcher(new CountedText(text, run::step));
        return find(matcher) ? Optional.of(text.substring(matcher.start(), matcher.end())) : Optional.empty();
    }

    /** The text with every match replaced; {@code \1} and <code>\g&lt;name&gt;</code> stand for groups. */
    public String replace(String text, String template) {
        var replacement = RegexSyntax.replacement(run, template);
        var matcher = pattern.matcher(new CountedText(text, run::step));
        var out = new StringBuilder();
        var from = 0;
        while (find(matcher)) {
            run.step();
            out.append(text, from, matcher.start());
            for (var part : replacement) {
                out.append(part.expand(run, matcher, text));
            }
            from = matcher.end();
            if (out.length() > Bounds.SEQUENCE) {
                throw run.limit("a text of more than " + Bounds.SEQUENCE + " characters");
            }
        }
        return run.text(out.append(text, from, text.length()).toString());
    }

    /** The JDK's matcher recurses for repeated groups; a text that is too long for the stack is a bound like others. */
    private boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw run.limit("a regular expression that backtracks too deeply");
        }
    }
}
