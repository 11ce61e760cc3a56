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
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Compiles thousands of damaged documents, made from a seed: none may make the compiler throw. */
class MutationTest {

    private static final long SEED = 20_260_804;

    /** {@code -Dmutations=2100} damages more than 100,000 documents. */
    private static final int MUTATIONS_A_FILE = Integer.getInteger("mutations", 100);

    private static final int MAX_EDITS = 4;

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
        var documents = documents();
        var random = new SplittableRandom(SEED);
        var compiled = 0;

        for (var document : documents) {
            for (var i = 0; i < MUTATIONS_A_FILE; i++) {
                compile(mutate(document, documents, random));
                compiled++;
            }
        }

        assertThat(compiled).isEqualTo(documents.size() * MUTATIONS_A_FILE);
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
