package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.JobFact;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** What {@code docker-compose.yml} promises, whatever broker stands behind it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
interface ClusterContract {

    /** Generous: five processes may share two processors. */
    int PATIENCE_SECONDS = 150;

    /** The same for all tests of a class. */
    Cluster cluster();

    @Test
    @Timeout(PATIENCE_SECONDS)
    @Order(1)
    default void completesAJobWhenItIsSubmittedFromOutside() {
        var hello = Folders.repository().resolve("examples/hello.yaml");

        var run = cluster().submit(hello, "-i", "name=Ada", "--wait");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("greeting: Hello, Ada!");
        assertThat(cluster().folder().resolve("output/hello.txt")).hasContent("Hello, Ada!\n");
    }

    /** The last one: it costs the cluster a worker. */
    @Test
    @Timeout(PATIENCE_SECONDS)
    @Order(2)
    default void finishesTheJobOnTheOtherWorkerWhenOneIsKilledDuringAStep() throws IOException {
        var ledger = cluster().folder().resolve("ledger.txt");
        var workflow = Files.writeString(cluster().folder().resolve("kill.yaml"), """
                id: kill
                name: kill
                steps:
                  - {id: before, tool: terminal, action: execute, parameters: {command: "echo before >> ledger.txt"}}
                  - id: during
                    depends_on: [before]
                    tool: terminal
                    action: execute
                    parameters: {command: "sleep 3; echo during >> ledger.txt"}
                  - id: after
                    depends_on: [during]
                    tool: terminal
                    action: execute
                    parameters: {command: "echo after >> ledger.txt"}
                """);
        var jobId = cluster().submit(workflow).out().strip();
        try (var log = JobLog.of(cluster().client(), jobId)) {
            var workers = new ArrayList<String>();
            log.awaitEvent(fact -> fact instanceof JobFact.StepStarted started
                    && started.task().step().equals("during")
                    && workers.add(started.worker()));

            cluster().kill(workers.getFirst());
            log.awaitEnd();

            log.assertOneEnd(JobFact.JobCompleted.class);
            assertThat(log.completed()).containsExactly("before", "during", "after");
            JobLog.assertRanOnce(List.of("before", "after"), ledger);
        }
    }
}
