package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a create_parallel_queue tells of its items when it has ended. */
class QueueStatisticsTest {

    private static final List<String> FIGURES = List.of(
            "status",
            "total_items",
            "completed_items",
            "failed_items",
            "skipped_items",
            "max_concurrent_reached",
            "queue_generation_time",
            "average_item_time");

    /** The step ran from now on, for so long; the clock stands still. */
    private static void complete(JobDriver job, String step, long tookMs, String result) {
        var envelope = Json.parseDict("{\"result\": " + result + ", \"success\": true, \"error\": null}");
        var done = new TaskResult.Done(envelope, Optional.empty());
        var task = job.command(step).task();
        job.feed(new Input.Completed(new TaskCompleted(task, "w1", job.now, job.now + tookMs, done, ""), job.now));
    }

    private static String figures(JobDriver job) {
        var result = (Value.Dict) Objects.requireNonNull(
                Objects.requireNonNull(job.step("queue").envelope()).get("result"));
        return FIGURES.stream()
                .map(name -> name + " " + Json.write(Objects.requireNonNull(result.get(name))))
                .collect(java.util.stream.Collectors.joining(", "));
    }

    @Test
    void countsWhatRanAndWhatWasSkippedWhenTheQueueIsThrough() {
        var job = Workflows.submitted("""
                steps:
                  - id: queue
                    create_parallel_queue:
                      on: [1, 2, 3, 4]
                      max_parallel: 3
                      task: {condition: "item != 3", tool: terminal, parameters: {command: "${item}"}}
                """);

        complete(job, "queue[0].task", 1_000, "1");
        complete(job, "queue[1].task", 3_000, "2");
        job.now += 2_000;
        complete(job, "queue[3].task", 500, "4");

        assertThat(figures(job))
                .isEqualTo("status \"completed\", total_items 4, completed_items 3, failed_items 0, skipped_items 1,"
                        + " max_concurrent_reached 2, queue_generation_time 0.0, average_item_time 1.5");
    }

    @Test
    void countsFailuresWhenItemsFail() {
        var job = Workflows.submitted("""
                steps:
                  - id: queue
                    on_failure: continue
                    create_parallel_queue:
                      on: [1, 2]
                      task: {tool: terminal, parameters: {command: "${item}"}, max_retries: 1}
                """);

        job.fail("queue[0].task", io.orchestrator.model.FailureKind.TOOL);
        complete(job, "queue[1].task", 1_000, "2");

        assertThat(figures(job)).startsWith("status \"failed\", total_items 2, completed_items 1, failed_items 1,");
    }

    @Test
    void tellsHowLongAModelTookWhenItMadeTheQueue() {
        var job = Workflows.submitted("""
                model: local/small
                steps:
                  - id: queue
                    create_parallel_queue:
                      on: <AUTO>three words</AUTO>
                      task: {set: {word: "${item}"}}
                """);

        complete(job, "queue__auto_1", 2_000, "[\"a\", \"b\", \"c\"]");

        assertThat(figures(job)).contains("completed_items 3", "max_concurrent_reached 3", "queue_generation_time 2.0");
    }

    @Test
    void tellsZerosWhenThereIsNothingToDo() {
        var job = Workflows.submitted("""
                steps:
                  - id: queue
                    create_parallel_queue: {on: [], task: {tool: terminal, parameters: {command: "${item}"}}}
                """);

        assertThat(figures(job)).endsWith("max_concurrent_reached 0, queue_generation_time 0.0, average_item_time 0.0");
    }
}
