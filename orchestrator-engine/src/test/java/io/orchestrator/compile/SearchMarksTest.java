package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The names that jobs are found by. */
class SearchMarksTest {

    private static final String REST = """
            id: w
            inputs:
              customer: {type: string}
              password: {type: string, sensitive: true}
            steps:
            - {id: sum, tool: terminal, parameters: {command: echo 1}, output_variable: total}
            - id: note
              set: {state: "{{ total }}"}
            - id: passing
              set: {hint: 1}
              scope: temporary
            - id: each
              for_each: [1, 2]
              steps:
              - {id: inner, set: {seen: "{{ item }}"}, scope: global}
              - {id: here, set: {local: "{{ item }}"}}
            outputs: {answer: "{{ total }}"}
            """;

    private static List<String> marked(String searchable) {
        return Documents.plan("searchable: " + searchable + "\n" + REST).searchable();
    }

    private static List<Finding> findings(String searchable) {
        return Documents.compile("searchable: " + searchable + "\n" + REST).findings();
    }

    @Test
    void marksInputsOutputsAndVariablesOfTheWholeJob() {
        assertThat(marked("[customer, answer, total, state, seen, total]"))
                .containsExactly("customer", "answer", "total", "state", "seen");
        assertThat(marked("customer, total")).containsExactly("customer", "total");
        assertThat(Documents.plan(REST).searchable()).isEmpty();
    }

    @Test
    void refusesNamesThatHaveNoValueOrMustNotBeShown() {
        assertThat(findings("[custumer]")).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("unresolved-reference");
            assertThat(finding.hint()).isEqualTo("did you mean 'customer'?");
        });
        assertThat(findings("[password]")).anyMatch(finding -> finding.message().contains("sensitive"));
        assertThat(findings("[hint]")).anyMatch(finding -> finding.code().equals("unresolved-reference"));
        assertThat(findings("[local]")).anyMatch(finding -> finding.code().equals("unresolved-reference"));
        assertThat(findings("{a: b}")).anyMatch(finding -> finding.code().equals("wrong-type"));
        var many = IntStream.range(0, 21).mapToObj(i -> "n" + i).collect(Collectors.joining(",", "[", "]"));
        assertThat(findings(many)).anyMatch(finding -> finding.message().contains("21 names"));
    }
}
