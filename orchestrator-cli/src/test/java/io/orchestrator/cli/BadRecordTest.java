package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.model.Priority;
import io.orchestrator.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that cannot be read becomes a dead letter, whatever its topic, and the next job runs. */
@ExtendWith(SharedStack.class)
class BadRecordTest {

    private static final Topics TOPICS = new Topics("");

    private final Running stack;
    private final DeadLetters letters;

    @TempDir
    private Path folder = Path.of("");

    BadRecordTest(Running stack) {
        this.stack = stack;
        this.letters = new DeadLetters(stack);
    }

    /** Every topic that a coordinator or a worker reads. */
    static Stream<String> read() {
        var commands =
                Stream.of(Priority.values()).map(priority -> TOPICS.stepCommands(Topics.DEFAULT_QUEUE, priority));
        var others = Stream.of(
                TOPICS.jobRequests(),
                TOPICS.jobControls(),
                TOPICS.admission(),
                TOPICS.jobTickets(),
                TOPICS.taskStarted(),
                TOPICS.taskProgress(),
                TOPICS.taskCompleted(),
                TOPICS.jobViews(),
                TOPICS.workflowDefinitions(),
                TOPICS.signals(),
                TOPICS.signalWaits(),
                TOPICS.schedules(),
                TOPICS.scheduleViews(),
                TOPICS.workerControls());
        return Stream.concat(others, commands);
    }

    @ParameterizedTest
    @MethodSource("read")
    void becomesADeadLetterWhenARecordCannotBeRead(String topic) throws ExecutionException, InterruptedException {
        var key = letters.sendNonsense(topic);

        var letter = letters.await(key);

        assertThat(letter.topic()).isEqualTo(topic);
        assertThat(letter.reason()).isNotBlank();
        assertThat(letter.value()).isEqualTo(ByteBuffer.wrap(DeadLetters.NONSENSE));
        assertNextJobRuns();
    }

    @Test
    void readsPastItWhenAnEventCannotBeRead() throws ExecutionException, InterruptedException {
        letters.sendNonsense(TOPICS.jobEvents());

        assertNextJobRuns();
    }

    private void assertNextJobRuns() {
        var hello = Folders.repository().resolve("examples/hello.yaml").toString();
        var next = stack.cli(folder, "run", hello);
        assertThat(next.exitCode()).as(next.toString()).isZero();
    }
}
