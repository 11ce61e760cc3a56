package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.JobView;
import io.orchestrator.model.SealedText;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The values of marked names in the views of jobs. */
class SearchableTest {

    private static final String DOCUMENT = """
            name: Orders
            searchable: [customer, total, long, list, open, answer]
            inputs: {customer: {type: string}, password: {type: string, sensitive: true}}
            steps:
            - {id: sum, tool: terminal, parameters: {command: "x"}, output_variable: total}
            - {id: story, tool: terminal, parameters: {command: "{{ total }}"}, output_variable: long}
            - {id: rows, tool: terminal, parameters: {command: "{{ long }}"}, output_variable: list}
            - id: note
              set: {open: "{{ password }} for {{ customer }}, {{ list | length }}"}
            outputs: {answer: "{{ total + 1 }}"}
            """;

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    private JobView last() {
        return rig.views().getLast();
    }

    @Test
    void holdsWhatTheWorkflowMarksAsSoonAsItHasAValue() {
        rig.submitDocument("job-1", DOCUMENT, "{\"customer\":\"ann\",\"password\":\"tell nobody\"}");
        assertThat(last().searchable()).isEqualTo(Map.of("customer", "ann"));

        rig.complete(rig.commands().getFirst(), "41");
        rig.complete(rig.commands().getFirst(), "\"" + "long story ".repeat(200) + "\"");
        rig.complete(rig.commands().getFirst(), "[" + "\"many rows\",".repeat(200) + "1]");

        var searchable = last().searchable();
        assertThat(searchable)
                .containsEntry("customer", "ann")
                .containsEntry("total", "41")
                .containsEntry("answer", "42")
                .containsEntry("open", SealedText.MASK + " for ann, 201")
                .doesNotContainKey("list");
        assertThat(searchable.get("long")).startsWith("long story long").hasSize(JobView.MAX_SEARCHABLE_CHARS);
        assertThat(searchable.values()).noneMatch(value -> value.contains("tell nobody"));
    }
}
