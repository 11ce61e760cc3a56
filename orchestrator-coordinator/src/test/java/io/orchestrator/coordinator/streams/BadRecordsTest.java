package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.TaskResult;
import io.orchestrator.registry.SchemaRegistryException;
import java.util.Optional;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A record that cannot be used becomes a dead letter, or is ignored, and the next one is processed. */
class BadRecordsTest {

    private static final byte[] JUNK = {9, 9, 9, 9, 9, 9};

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    @ParameterizedTest
    @EnumSource(Source.class)
    void buriesRecordAndGoesOnWhenItCannotBeRead(Source source) {
        rig.publish("three", Workflows.THREE);

        rig.pipe(source, "job-0", JUNK);
        rig.submit("job-1", "three", "{}");

        var letter = rig.deadLetters().getFirst();
        assertThat(letter.topic()).isEqualTo(source.topic(rig.topics));
        assertThat(letter.offset()).isZero();
        assertThat(letter.value().remaining()).isEqualTo(JUNK.length);
        assertThat(letter.reason()).contains("Confluent wire format");
        assertThat(rig.commands()).hasSize(1);
        assertThat(rig.count("orchestrator.dead.letters", "source", source.node()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void buriesRecordWhenItHasNoValueOrNoKey(Source source) {
        rig.pipe(source, new TestRecord<>("job-1", null));
        rig.pipe(source, new TestRecord<>(null, JUNK));

        assertThat(rig.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly("the record has no value", "the record has no key; its key must be the job id");
    }

    @Test
    void buriesDefinitionAndKeepsTheOneBeforeWhenItCannotBeRead() {
        rig.publish("three", Workflows.THREE);
        rig.pipeDefinition("three@1.0.0", JUNK);
        rig.pipeDefinition(null, JUNK);
        rig.submit("job-1", "three", "{}");

        var letters = rig.globalLetters();
        assertThat(letters).extracting(DeadLetter::topic).containsOnly("t.workflow.definitions");
        assertThat(letters).extracting(DeadLetter::offset).containsExactly(1L, 2L);
        assertThat(letters.getFirst().reason()).contains("Confluent wire format");
        assertThat(letters.getLast().reason()).isEqualTo("the record has no key");
        assertThat(rig.commands()).hasSize(1);
        assertThat(rig.count("orchestrator.dead.letters", "source", "definitions"))
                .isEqualTo(2);
    }

    @Test
    void waitsForTheRegistryWhenADefinitionCannotBeReadWithoutIt() {
        rig.registry.goAway(1);

        rig.publish("three", Workflows.THREE);
        rig.submit("job-1", "three", "{}");

        assertThat(rig.registry.away()).isFalse();
        assertThat(rig.globalLetters()).isEmpty();
        assertThat(rig.commands()).hasSize(1);
    }

    @Test
    void stopsWaitingForTheRegistryWhenInterrupted() {
        rig.registry.goAway(2);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> rig.publish("three", Workflows.THREE)).isInstanceOf(SchemaRegistryException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(rig.registry.away()).isTrue();
        assertThat(rig.globalLetters()).isEmpty();
    }

    @Test
    void writesEqualLettersWhenSeveralCoordinatorsReadTheSameRecord() {
        try (var other = new JobsRig()) {
            rig.pipeDefinition("bad@1.0.0", JUNK);
            other.pipeDefinition("bad@1.0.0", JUNK);

            assertThat(other.globalLetters()).hasSize(1).isEqualTo(rig.globalLetters());
        }
    }

    @Test
    void endsJobWhenTheResultOfItsStepCannotBeRead() {
        rig.publish("three", Workflows.THREE);
        rig.submit("job-1", "three", "{}");

        rig.pipe(Source.COMPLETED, "job-1", JUNK);

        assertThat(rig.events().getLast().fact())
                .isInstanceOfSatisfying(
                        JobFact.JobFailed.class,
                        failed -> assertThat(failed.failure().orElseThrow()).satisfies(failure -> {
                            assertThat(failure.code()).isEqualTo("UNUSABLE_RECORD");
                            assertThat(failure.message()).contains("t.task.completed (partition 0, offset 0)");
                        }));
        assertThat(rig.workerControls()).hasSize(1);
    }

    @Test
    void buriesRequestWhenItsKeyIsNotItsJobId() {
        var request = rig.request("job-1", Optional.of("three"), Optional.empty(), "{}");
        rig.pipe(Source.REQUESTS, "other", rig.codecs.jobRequests().encode(request));

        assertThat(rig.deadLetters().getFirst().reason()).contains("'other'").contains("'job-1'");
        assertThat(rig.events()).isEmpty();
    }

    @Test
    void buriesRequestWhenItsJobIdIsNone() {
        var request = rig.request("a job", Optional.of("three"), Optional.empty(), "{}");
        rig.pipe(Source.REQUESTS, "a job", rig.codecs.jobRequests().encode(request));

        assertThat(rig.deadLetters().getFirst().reason()).contains("is not a job id");
    }

    @Test
    void ignoresAnswerWhenItsClaimIsForged() {
        rig.publish("three", Workflows.THREE);
        rig.submit("job-1", "three", "{}");
        var command = rig.commands().getFirst();

        rig.answer(command, new TaskResult.Done(JobsRig.envelope("1"), Optional.empty()), "forged");

        assertThat(rig.eventTypes()).containsExactly("job.accepted", "step.scheduled");
        assertThat(rig.count("orchestrator.inputs.forged", "source", "task-completed"))
                .isEqualTo(1);
    }
}
