package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Finding;
import java.util.List;

/**
 * A broken document, and what is said of it: every finding with its code, line and column, and nothing else.
 *
 * @param what is broken
 * @param document its text
 * @param expected its findings as {@code severity code line:column}
 */
record Broken(String what, String document, List<String> expected) {

    static final String RUN = "- {id: a, tool: terminal, parameters: {command: x}}\n";

    static Broken broken(String what, String document, String... expected) {
        return new Broken(what, document, List.of(expected));
    }

    /** A document whose steps start in line 3. */
    static Broken steps(String what, String steps, String... expected) {
        return broken(what, "id: w\nsteps:\n" + steps, expected);
    }

    static String jump(String id, String key) {
        return """
            - id: %s
              %s
              tool: terminal
              parameters: {command: x}
            """.formatted(id, key);
    }

    /** Nothing else is found in the document. */
    static void check(Broken broken) {
        var compilation = Documents.compile(broken.document());

        assertThat(compilation.findings().stream().map(Broken::summary))
                .as(() -> compilation.findings().toString())
                .containsExactlyElementsOf(broken.expected());
        assertThat(compilation.ok()).isEqualTo(broken.expected().stream().noneMatch(e -> e.startsWith("ERROR")));
    }

    private static String summary(Finding finding) {
        return finding.severity() + " " + finding.code() + " " + finding.line() + ":" + finding.column();
    }

    @Override
    public String toString() {
        return what;
    }
}
