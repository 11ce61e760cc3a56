package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.model.WorkflowDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are called by their path: which are read, what stands in their place. */
class SubWorkflowsTest {

    @TempDir
    private Path folder = Path.of("");

    private void write(String name, String steps) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        var id = name.replaceAll(".*/|[.]yaml$", "");
        Files.writeString(file, "id: " + id + "\nname: Test\nversion: 1.0.0\nsteps:\n" + steps);
    }

    private SubWorkflows.Family family(String name) {
        var terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(OutputStream.nullOutputStream()),
                false);
        return SubWorkflows.of(
                WorkflowFile.read(folder.resolve(name), java.util.Optional.empty()),
                Compilers.anyModel(),
                terminal,
                called -> called);
    }

    @Test
    void writesIdAndVersionInThePlaceOfFiles() throws IOException {
        write("leaf.yaml", "  - {id: a, wait: 1s}\n");
        write("parts/middle.yaml", "  - {id: a, workflow: 'deep/low.yaml'} # low\n");
        write("parts/deep/low.yaml", "  - {id: a, wait: 1s}\n");
        write("top.yaml", """
                  - id: text
                    set: {note: "workflow: leaf.yaml"}
                  - {id: a, workflow: ./leaf.yaml, inputs: {}}
                  - id: each
                    for_each: [1, 2]
                    steps:
                      - id: b
                        workflow: "parts/middle.yaml"
                """.indent(2));

        var family = family("top.yaml");

        assertThat(family.called())
                .extracting(WorkflowDefinition::key)
                .containsExactlyInAnyOrder("leaf@1.0.0", "low@1.0.0", "middle@1.0.0")
                .containsSubsequence("low@1.0.0", "middle@1.0.0");
        assertThat(family.workflow().text())
                .contains("note: \"workflow: leaf.yaml\"", "workflow: leaf@1.0.0, inputs", "workflow: middle@1.0.0");
        assertThat(family.called())
                .filteredOn(definition -> definition.id().equals("middle"))
                .allSatisfy(
                        definition -> assertThat(definition.document()).contains("{id: a, workflow: low@1.0.0} # low"));
    }

    @Test
    void publishesTheFilesThatWorkflowsInsideCall() throws IOException {
        write("leaf.yaml", "  - {id: a, wait: 1s}\n");
        write("top.yaml", """
                  - id: mapping
                    workflow:
                      steps: [{id: a, workflow: leaf.yaml}]
                  - id: text
                    workflow: |
                      id: inner
                      steps:
                        - {id: a, workflow: ./leaf.yaml}
                """.indent(2));

        var family = family("top.yaml");

        assertThat(family.called()).extracting(WorkflowDefinition::key).containsExactly("leaf@1.0.0");
        assertThat(family.workflow().text())
                .contains("steps: [{id: a, workflow: leaf@1.0.0}]", "- {id: a, workflow: leaf@1.0.0}")
                .doesNotContain("leaf.yaml");
        assertThat(Compilers.anyModel().compile(family.workflow().text()).ok()).isTrue();
    }

    @Test
    void leavesADocumentAloneThatCallsNoFiles() throws IOException {
        write("top.yaml", "  - {id: a, workflow: other@1.0.0}\n");

        var family = family("top.yaml");

        assertThat(family.called()).isEmpty();
        assertThat(family.workflow().text()).isEqualTo(Files.readString(folder.resolve("top.yaml")));
    }

    @Test
    void refusesFilesThatCallEachOther() throws IOException {
        write("one.yaml", "  - {id: a, workflow: two.yaml}\n");
        write("two.yaml", "  - {id: a, workflow: one.yaml}\n");

        assertThatThrownBy(() -> family("one.yaml"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("one.yaml calls two.yaml calls one.yaml");
    }

    @Test
    void refusesFilesThatAreMissingOrElsewhere() throws IOException {
        write("inside/gone.yaml", "  - {id: a, workflow: nothing.yaml}\n");
        write("inside/out.yaml", "  - {id: a, workflow: ../other.yaml}\n");

        assertThatThrownBy(() -> family("inside/gone.yaml")).hasMessageContaining("nothing.yaml");
        assertThatThrownBy(() -> family("inside/out.yaml")).hasMessageContaining("not in the document's folder");
    }
}
