package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the source, there is a result or a {@link LanguageException}. A seed reproduces a failure. */
class FuzzTest {

    private static final int ROUNDS = 100_000;
    private static final long SEED = 20_250_902;
    private static final List<String> PIECES = List.of(
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "${",
            "}",
            "$${",
            "-%}",
            "{%-",
            "(",
            ")",
            "[",
            "]",
            "{",
            ":",
            ",",
            ".",
            "|",
            "~",
            "**",
            "//",
            "%",
            "==",
            "<",
            "!=",
            "'",
            "\"",
            "\\",
            " if ",
            " else ",
            " for ",
            " in ",
            " not ",
            " is ",
            " and ",
            "endfor",
            "endif",
            "set ",
            "macro ",
            "loop.",
            "range(9)",
            "x*9",
            "1e308",
            "9**99",
            "-1",
            "none",
            "names",
            "user.",
            "[::-1]",
            "|tojson",
            "|sort",
            "|map('upper')",
            "|batch(2)",
            "|date",
            "|int",
            ".format(1)",
            ".split()",
            "'%5s'%",
            "|regex_search('(a+)+$')",
            "\n",
            "|urlize",
            "|pprint",
            "|xmlattr",
            "cycler(1, 2).next()",
            "joiner()",
            " recursive",
            "loop(names)",
            "varargs",
            "$items.get(1)",
            ".slice(1)",
            "loop_var('a', 'b')",
            "now()",
            "é",
            "\uD83C\uDF89",
            "\u0000");

    private final Random random = new Random(SEED);

    @Test
    void givesResultOrLanguageExceptionWhenTemplatesAreMutated() {
        var seeds = seeds();
        var scope = ConformanceData.load("templates.json").scope();

        for (var round = 0; round < ROUNDS; round++) {
            var source = mutated(seeds);
            check(
                    round,
                    source,
                    () -> assertThat(Template.parse(source).render(scope))
                            .hasSizeLessThanOrEqualTo(Bounds.OUTPUT_CHARS));
            check(round, source, () -> Template.parse(source).evaluateTyped(scope));
            check(round, source, () -> Expression.parse(source).test(scope));
        }
    }

    private static List<String> seeds() {
        var seeds = new ArrayList<String>();
        JinjaTest.rows().forEach(row -> seeds.add((String) row.get()[0]));
        for (var file : List.of("templates.json", "conditions.json")) {
            for (var row : ConformanceData.load(file).cases()) {
                var source = row.get("template") == null ? row.get("condition") : row.get("template");
                if (source instanceof Value.Text text) {
                    seeds.add(text.value());
                }
            }
        }
        return seeds;
    }

    private String mutated(List<String> seeds) {
        var text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
        if (random.nextInt(4) == 0) {
            text.append(seeds.get(random.nextInt(seeds.size())));
        }
        for (var change = 1 + random.nextInt(4); change > 0; change--) {
            var at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
                case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
                default -> text.replace(at, Math.min(text.length(), at + 1), PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }

    private static void check(int round, String source, Runnable evaluation) {
        try {
            evaluation.run();
        } catch (LanguageException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                fail("no message in round " + round + " for: " + source);
            }
        } catch (RuntimeException | StackOverflowError e) {
            fail("round " + round + " threw for: " + source, e);
        }
    }
}
