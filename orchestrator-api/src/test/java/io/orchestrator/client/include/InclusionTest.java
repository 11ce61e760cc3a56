package io.orchestrator.client.include;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InclusionTest {

    private final Map<String, String> files = new HashMap<>(Map.of(
            "prompts/intro.md", "Be brief.\nSay \"why\".\n",
            "note.txt", "It's: {{ topic }} # here",
            "deep/a.md", "A <<b.md>> {{ file:../note.txt }}",
            "deep/b.md", "B",
            "templates/t.md", "T",
            "loop/x.md", "{{ file:y.md }}",
            "loop/y.md", "<< loop/x.md >>"));

    private Included inline(String document) {
        return Inclusion.inline(document, path -> Optional.ofNullable(files.get(path)));
    }

    private String included(String document) {
        var included = inline(document);
        assertThat(included.findings()).isEmpty();
        return included.document();
    }

    private List<String> problems(String document) {
        return inline(document).findings().stream()
                .map(finding -> finding.format(""))
                .toList();
    }

    @Test
    void keepsTheDocumentWhenNothingIsIncluded() {
        var document = "a: 1\r\nb: <<: x >> y\nc: cat << EOF\nd: {{ file }}\n";

        assertThat(included(document)).isEqualTo(document);
    }

    @Test
    void indentsEveryLineWhenFileStandsInBlock() {
        assertThat(included("steps:\n  - prompt: |\n      {{ file:prompts/intro.md }}\n\n      Topic\n  - id: b\n"))
                .isEqualTo("steps:\n  - prompt: |\n      Be brief.\n      Say \"why\".\n\n      Topic\n  - id: b\n");
        assertThat(included("p: |\n  On: << note.txt >>!\n")).isEqualTo("p: |\n  On: It's: {{ topic }} # here!\n");
    }

    @Test
    void escapesTheTextWhenFileStandsInQuotes() {
        assertThat(included("p: \"x \\\" << intro.md >> y\" # << none.md >>"))
                .isEqualTo("p: \"x \\\" Be brief.\\nSay \\\"why\\\". y\" # << none.md >>");
        assertThat(included("p: 'it''s {{ file:note.txt }}'")).isEqualTo("p: \"it's It's: {{ topic }} # here\"");
        assertThat(included("{\"p\":\"{{ file:note.txt }}\",\"q\":[\"<<t.md>>\"]}"))
                .isEqualTo("{\"p\":\"It's: {{ topic }} # here\",\"q\":[\"T\"]}");
    }

    @Test
    void putsTheTextIntoQuotesWhenItHadNone() {
        assertThat(included("p: << note.txt >>  # comment\nq: 1"))
                .isEqualTo("p: \"It's: {{ topic }} # here\"  # comment\nq: 1");
        assertThat(included("- {{ file:prompts/intro.md }}")).isEqualTo("- \"Be brief.\\nSay \\\"why\\\".\"");
        assertThat(included("action: <AUTO>{{ file:t.md }}</AUTO>")).isEqualTo("action: \"<AUTO>T</AUTO>\"");
    }

    @Test
    void looksInTheUsualFoldersWhenPathIsBare() {
        assertThat(included("p: \"<<intro.md>>\"")).isEqualTo("p: \"Be brief.\\nSay \\\"why\\\".\"");
        assertThat(included("p: \"{{ file:'t.md' }}\"")).isEqualTo("p: \"T\"");
        assertThat(included("p: \"{{ file:deep/a.md }}\"")).isEqualTo("p: \"A B It's: {{ topic }} # here\"");
    }

    @Test
    void leavesTextsForPeopleAloneWhenTheySpeakOfInclusion() {
        var document =
                "description: |\n  Use {{ file:path.md }} and << path.md >>\n\nname: '<< x.md >>'\n# << y.md >>\n";

        assertThat(included(document)).isEqualTo(document);
    }

    @Test
    void reportsEverythingWhenFilesCannotBeIncluded() {
        assertThat(problems("a: \"{{ file:nope.md }}\"\nb: |\n  x << ../secret.txt >>\nc: \"<< /etc/hosts.txt >>\"\n"))
                .containsExactly(
                        ":1:5: error[include-missing]: there is no file 'nope.md' (looked for nope.md, prompts/nope.md,"
                                + " templates/nope.md, includes/nope.md, content/nope.md)",
                        ":3:5: error[include-traversal]: '../secret.txt' leads out of the document's folder"
                                + " (write a path inside of it, as in prompts/intro.md)",
                        ":4:5: error[include-traversal]: '/etc/hosts.txt' leads out of the document's folder"
                                + " (write a path inside of it, as in prompts/intro.md)");
    }

    @Test
    void namesTheCycleWhenFilesIncludeEachOther() {
        assertThat(problems("p: \"{{ file:loop/x.md }}\""))
                .containsExactly(":1:5: error[include-cycle]: these files include each other:"
                        + " loop/x.md -> loop/y.md -> loop/x.md; in loop/y.md:1:1 (remove one of the inclusions)");
    }

    @Test
    void refusesWhenFilesAreNestedTooDeep() {
        for (var level = 0; level < 12; level++) {
            files.put("n" + level + ".md", "{{ file:n" + (level + 1) + ".md }}");
        }

        assertThat(problems("p: \"{{ file:n0.md }}\""))
                .containsExactly(":1:5: error[include-limit]: files include files more than 10 deep; in n9.md:1:1");
    }

    @Test
    void refusesWhenFilesMultiply() {
        files.put("big.md", "x".repeat(1 << 20));
        var document = "p: \"" + "<<big.md>>".repeat(12) + "\"";
        files.put("many.md", "<<t.md>>".repeat(2_000));

        assertThat(problems(document)).anyMatch(problem -> problem.contains("more than 10485760 characters"));
        assertThat(problems("p: \"<<many.md>>\"")).singleElement().asString().contains("more than 1000 inclusions");
    }

    @Test
    void refusesWhenTextCannotTakeSeveralLines() {
        assertThat(problems("p: 'a\n  << t.md >>'\nq: [<< t.md >>]\nr: >\n  << intro.md >>\n"))
                .hasSize(3)
                .allMatch(problem -> problem.contains("include-place"));
    }

    @Test
    void knowsTheAuthorsLinesWhenTextHasGrown() {
        var included = inline("p: |\n  {{ file:prompts/intro.md }}\nq: 1\n");

        assertThat(included.origins())
                .containsExactly(
                        new Included.Origin("", 1),
                        new Included.Origin("", 2),
                        new Included.Origin("prompts/intro.md", 2),
                        new Included.Origin("", 3),
                        new Included.Origin("", 4));
        var finding = new Finding(Finding.Severity.WARNING, "x", 3, 7, "odd", "");
        assertThat(included.locate(finding).format("flow.yaml"))
                .isEqualTo("flow.yaml:2:1: warning[x]: odd; in prompts/intro.md:2");
    }
}
