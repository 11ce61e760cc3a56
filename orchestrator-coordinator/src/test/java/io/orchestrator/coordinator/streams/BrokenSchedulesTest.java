package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.codec.Codecs;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.MissedFires;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduledJob;
import io.orchestrator.model.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A schedule that cannot be read, or not be shown, next to one that can. It is five o'clock. */
class BrokenSchedulesTest {

    private static final byte[] JUNK = {0, 5, 1};

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    private static Schedule everyMinute(String id, Value.Dict inputs) {
        var job = new ScheduledJob("hello", inputs, Optional.empty(), Map.of(), "");
        return new Schedule(
                id,
                job,
                new Rhythm.Every(60_000, 0),
                Optional.empty(),
                Optional.empty(),
                MissedFires.ONCE,
                false,
                "ann",
                0);
    }

    private List<String> begun() {
        return rig.requests().stream().map(JobRequest::jobId).toList();
    }

    @Test
    void buriesWhatIsDueOnceAndBeginsTheOthersWhenAScheduleCannotBeRead() {
        rig.put(everyMinute("broken", Value.EMPTY));
        rig.put(everyMinute("fine", Value.EMPTY));
        rig.store(Stores.SCHEDULES).put("broken", JUNK);

        rig.advance(Duration.ofSeconds(61));
        rig.advance(Duration.ofSeconds(60));

        assertThat(begun()).containsExactly("fine-20261121T050100Z", "fine-20261121T050200Z");
        assertThat(rig.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo(Stores.SCHEDULES);
            assertThat(letter.reason()).contains("schedule broken cannot be read: it rests until it is put again");
        });
    }

    @Test
    void beginsItsJobsAgainWhenAScheduleThatCannotBeReadIsPutAgain() {
        rig.put(everyMinute("broken", Value.EMPTY));
        rig.store(Stores.SCHEDULES).put("broken", JUNK);
        rig.advance(Duration.ofSeconds(61));

        rig.put(everyMinute("broken", Value.EMPTY));
        rig.advance(Duration.ofSeconds(60));

        assertThat(begun()).containsExactly("broken-20261121T050200Z");
    }

    @Test
    void buriesAScheduleAndBeginsTheOthersWhenItsViewDoesNotFitARecord() {
        rig.put(everyMinute("fine", Value.EMPTY));
        rig.put(everyMinute("large", largest()));

        rig.put(everyMinute("other", Value.EMPTY));
        rig.advance(Duration.ofSeconds(61));

        assertThat(begun()).containsExactlyInAnyOrder("fine-20261121T050100Z", "other-20261121T050100Z");
        assertThat(rig.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason())
                        .startsWith("schedule large rests")
                        .contains("more than the limit"));
        assertThat(rig.rows(Stores.SCHEDULES)).isEqualTo(2);
    }

    /** Inputs with which a schedule fits a record, to the byte; its view has some more. */
    private Value.Dict largest() {
        var small = inputs(Codecs.MAX_RECORD_BYTES / 2);
        var rest = Codecs.MAX_RECORD_BYTES - rig.codecs.schedules().encode(everyMinute("large", small)).length;
        return inputs(Codecs.MAX_RECORD_BYTES / 2 + rest);
    }

    private static Value.Dict inputs(int length) {
        return Value.of(Map.of("text", Value.of("x".repeat(length))));
    }
}
