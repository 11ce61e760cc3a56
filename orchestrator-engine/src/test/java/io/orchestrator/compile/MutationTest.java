package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.pipeline.PipelineDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Compiles thousands of damaged documents, made from a seed: none may make the compiler throw. */
class MutationTest {

    private static final long SEED = 20_260_804;

    /** How many different documents are compiled; {@code -Dmutations=} makes it more or fewer. */
    private static final int MUTATIONS = Integer.getInteger("mutations", 100_000);

    /** Of those, one in so many is a whole document; the others are its head with two of its steps. */
    private static final int WHOLE = 20;

    private static final int MAX_EDITS = 4;

    private static final Pattern STEPS = Pattern.compile("(?m)^steps:.*\n");
    private static final Pattern AFTER_STEPS = Pattern.compile("(?m)^[A-Za-z_]");
    private static final Pattern ITEM = Pattern.compile("(?m)^( *)- ");

    private static final List<String> FRAGMENTS = List.of(
            "{{",
            "}}",
            "{%",
            "%}",
            "${",
            "}",
            "[",
            "]",
            "{",
            "\"",
            "'",
            ":",
            ": ",
            "- ",
            "\n",
            "\n  ",
            "\t",
            "&a ",
            "*a",
            "<<: *a",
            "|\n",
            ">",
            "#",
            "---\n",
            "...\n",
            "!!str ",
            "!x ",
            "%YAML 1.1\n",
            "null",
            "~",
            "-1",
            "1e999",
            "0x7fffffffffffffffff",
            ".nan",
            "\u0000",
            "\uFEFF",
            "\uD800",
            "\u0085",
            "\u2028",
            "<AUTO>",
            "steps:",
            "id: ",
            "on_false: ",
            "depends_on: [",
            "retry: ",
            "timeout: ",
            "inputs: ",
            "for_each: ",
            "while: ",
            "until: ",
            "switch: ",
            "parallel: ",
            "join: ",
            "action_loop: ",
            "create_parallel_queue: ",
            "on_error: ",
            "handler_task_id: ",
            "global_error_handlers: ",
            "goto: ",
            "wait: ",
            "emit: ",
            "fail: ",
            "succeed: ",
            "workflow: ",
            "compensate: ",
            "finally: ",
            "location: ",
            "requires_model: ",
            "dynamic_dependencies: ",
            "steps: [{id: a, set: {b: 1}}]",
            "{when: x, then: y}",
            "{{ a.b.c | default(1) }}",
            "\\",
            "? ");

    @Test
    void findsProblemsInsteadOfThrowingWhenDocumentsAreDamaged() {
        var whole = documents();
        var parts = whole.stream().flatMap(document -> parts(document).stream()).toList();
        var compiled = ConcurrentHashMap.<Long>newKeySet();

        for (var from = 0; compiled.size() < MUTATIONS; from += MUTATIONS) {
            IntStream.range(from, from + MUTATIONS - compiled.size()).parallel().forEach(number -> {
                var random = new SplittableRandom(SEED + number);
                var seeds = number % WHOLE == 0 ? whole : parts;
                var document = mutate(seeds.get(random.nextInt(seeds.size())), whole, random);
                if (compiled.add(fingerprint(document))) {
                    compile(document);
                }
            });
        }

        assertThat(compiled).hasSizeGreaterThanOrEqualTo(MUTATIONS);
    }

    /** 64 bits: two of 100,000 documents have the same about once in four billion runs. */
    private static long fingerprint(String document) {
        var hash = 0xcbf29ce484222325L;
        for (var at = 0; at < document.length(); at++) {
            hash = (hash ^ document.charAt(at)) * 0x100000001b3L;
        }
        return hash;
    }

    /** What stands before and after a document's steps, with each two neighbours of them; itself where it has no steps. */
    private static List<String> parts(String document) {
        var steps = STEPS.matcher(document);
        if (!steps.find()) {
            return List.of(document);
        }
        var head = document.substring(0, steps.end());
        var end = AFTER_STEPS.matcher(document).region(steps.end(), document.length());
        var tail = end.find() ? document.substring(end.start()) : "";
        var body = document.substring(head.length(), document.length() - tail.length());
        var indent = ITEM.matcher(body);
        if (!indent.find()) {
            return List.of(document);
        }
        var items = body.split("(?m)^(?=" + indent.group(1) + "- )", -1);
        return IntStream.range(0, items.length)
                .mapToObj(first -> head + items[first] + (first + 1 < items.length ? items[first + 1] : "") + tail)
                .toList();
    }

    @Test
    void findsNothingWorseThanProblemsWhenTheExamplesAreCompiledAsTheyAre() {
        for (var document : documents()) {
            var compilation = compile(document);

            assertThat(compilation.ok() || !compilation.findings().isEmpty()).isTrue();
            assertThat(compilation.findings())
                    .noneMatch(finding -> finding.message().isBlank());
        }
    }

    private static Compilation compile(String document) {
        try {
            var compilation = Documents.compile(document);
            assertThat(compilation.findings()).hasSizeLessThanOrEqualTo(Findings.MAX_FINDINGS + 1);
            assertThat(compilation.plan().map(plan -> plan.steps().size()).orElse(0))
                    .isLessThanOrEqualTo(PipelineDialect.MAX_STEPS);
            return compilation;
        } catch (RuntimeException | StackOverflowError e) {
            return Assertions.fail("the compiler threw on this document:\n" + document, e);
        }
    }

    private static String mutate(String document, List<String> others, SplittableRandom random) {
        var text = document;
        for (var edit = random.nextInt(1, MAX_EDITS + 1); edit > 0; edit--) {
            text = edit(text, others, random);
        }
        return text;
    }

    private static String edit(String text, List<String> others, SplittableRandom random) {
        var at = random.nextInt(text.length() + 1);
        var end = Math.min(text.length(), at + random.nextInt(1, 40));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at) + text.substring(end);
            case 1 -> text.substring(0, at) + text.substring(at, end) + text.substring(at);
            case 2 -> text.substring(0, at);
            case 3 -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(end);
            case 4 -> {
                var other = others.get(random.nextInt(others.size()));
                var from = random.nextInt(other.length());
                var to = Math.min(other.length(), from + random.nextInt(200));
                yield text.substring(0, at) + other.substring(from, to) + text.substring(at);
            }
            default -> text.substring(0, at) + FRAGMENTS.get(random.nextInt(FRAGMENTS.size())) + text.substring(at);
        };
    }

    /** Those of the conformance set, and our own of which every construct has one. */
    private static List<String> documents() {
        var documents = new ArrayList<>(documents(Documents.conformance().resolve("examples")));
        assertThat(documents).hasSizeGreaterThan(30);
        documents.addAll(documents(Path.of("src", "test", "resources", "plans")));
        documents.addAll(documents(Documents.examples()));
        return documents;
    }

    private static List<String> documents(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(Documents::read)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(folder.toString(), e);
        }
    }
}
