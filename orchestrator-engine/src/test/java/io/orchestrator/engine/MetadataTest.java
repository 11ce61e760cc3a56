package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Finding;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code __step_metadata}, {@code __step_model_metadata}, {@code __variable_metadata}. */
class MetadataTest {

    /** The step took 1.5 seconds. */
    private static void complete(JobDriver job, String step, Optional<ModelUsage> usage) {
        var envelope = Json.parseDict("{\"result\": {\"n\": 1}, \"success\": true, \"error\": null}");
        complete(job, step, new TaskResult.Done(envelope, usage));
    }

    private static void complete(JobDriver job, String step, TaskResult.Done done) {
        var completed = new TaskCompleted(job.command(step).task(), "w1", job.now, job.now + 1_500, done, "");
        job.feed(new Input.Completed(completed, job.now + 2_000));
    }

    @Test
    void tellsToolTimeAndSuccessWhenAStepHasRun() {
        var job = Workflows.submitted("""
                steps:
                  - {id: fetch, tool: terminal, parameters: {command: "true"}}
                  - {id: show, tool: terminal, parameters: {command: "${__fetch_metadata | tojson}"}}
                """);
        complete(job, "fetch", Optional.empty());

        assertThat(Workflows.command(job, "show"))
                .isEqualTo("{\"execution_time\": 1.5, \"resource_usage\": {\"attempts\": 1, \"input_tokens\": null,"
                        + " \"output_tokens\": null}, \"success\": true, \"tool_name\": \"terminal\"}");
    }

    @Test
    void tellsModelAndTokensWhenAModelHasAnswered() {
        var job = Workflows.submitted("""
                steps:
                  - {id: ask, model: local/small, prompt: "Hello"}
                  - id: show
                    tool: terminal
                    parameters: {command: "${__ask_model_metadata | tojson} ${__ask_metadata.tool_name}"}
                """);
        complete(job, "ask", Optional.of(new ModelUsage("local", "small", 12, 30)));

        assertThat(Workflows.command(job, "show"))
                .isEqualTo(
                        "{\"cost\": null, \"model_name\": \"small\", \"response_time\": 1.5, \"tokens_used\": 42} None");
    }

    @Test
    void tellsThatNothingWasUsedWhenTheAnswerComesFromACache() {
        var job = Workflows.submitted("""
                steps:
                  - {id: ask, model: local/small, prompt: "Hello", cache: 10m}
                  - id: show
                    tool: terminal
                    parameters: {command: "${__ask_model_metadata.tokens_used} ${__ask_metadata.from_cache}"}
                """);
        var envelope = Json.parseDict("{\"result\": \"Hi\", \"success\": true, \"from_cache\": true}");
        var usage = Optional.of(new ModelUsage("local", "small", 0, 0));

        complete(job, "ask", new TaskResult.Done(envelope, usage));

        assertThat(Workflows.command(job, "show")).isEqualTo("0 True");
    }

    @Test
    void saysNothingWhenAProviderDoesNotCount() {
        var job = Workflows.submitted("""
                steps:
                  - {id: ask, model: local/small, prompt: "Hello"}
                  - {id: show, tool: terminal, parameters: {command: "used ${__ask_model_metadata.tokens_used}"}}
                """);
        complete(job, "ask", Optional.of(new ModelUsage("local", "small", 0, 0)));

        assertThat(Workflows.command(job, "show")).isEqualTo("used None");
    }

    @Test
    void tellsStepTimeTypeAndVersionWhenAVariableIsAskedAbout() {
        var job = Workflows.submitted("""
                steps:
                  - {id: fetch, tool: terminal, parameters: {command: "true"}, output_variable: page}
                  - {id: show, tool: terminal, parameters: {command: "${__page_metadata | tojson}"}}
                """);
        complete(job, "fetch", Optional.empty());

        assertThat(Workflows.command(job, "show"))
                .isEqualTo("{\"execution_time\": 1.5, \"result_type\": \"object\", \"step_name\": \"fetch\","
                        + " \"version\": 1}");
    }

    @Test
    void tellsOfTheLastVersionWhenALoopAssignsAGlobal() {
        var job = Workflows.submitted("""
                steps:
                  - id: each
                    for_each: [1, 2]
                    steps:
                      - {id: keep, set: {last: "${item}"}, scope: global}
                  - id: show
                    tool: terminal
                    parameters: {command: "${__last_metadata.step_name} ${__last_metadata.version} ${last}"}
                """);

        assertThat(Workflows.command(job, "show")).isEqualTo("each[1].keep 2 2");
    }

    @Test
    void isUndefinedWhenTheStepWasSkippedOrNoModelAnswered() {
        var job = Workflows.submitted("""
                steps:
                  - {id: skipped, set: {a: 1}, when: "false"}
                  - {id: plain, set: {b: 1}}
                  - id: show
                    tool: terminal
                    parameters:
                      command: "${__skipped_metadata.success | default('-')} ${__plain_model_metadata | default('none')}"
                """);

        assertThat(Workflows.command(job, "show")).isEqualTo("- none");
    }

    @Test
    void findsAMistakeWhenNothingHasThatName() {
        var compilation = Workflows.compile("""
                steps:
                  - {id: show, tool: terminal, parameters: {command: "${__nowhere_metadata}"}}
                """);

        assertThat(compilation.findings())
                .extracting(Finding::code, Finding::line)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("unresolved-reference", 5));
    }
}
