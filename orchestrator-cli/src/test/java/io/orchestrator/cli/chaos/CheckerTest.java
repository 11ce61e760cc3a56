package io.orchestrator.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.chaos.Violation.Rule;
import io.orchestrator.cli.chaos.Workload.Outcome;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each kind of violation is planted in a job without blame, and found. */
class CheckerTest {

    private final PlantedLog log = PlantedLog.clean();

    @Test
    void findsNothingInAJobWithoutBlame() {
        assertThat(log.check()).isEmpty();
    }

    @Test
    void findsAnAcknowledgedRequestThatBecameNoJob() {
        log.events.clear();
        log.arrivals.clear();

        assertThat(rules()).contains(Rule.ONE_JOB);
    }

    @Test
    void findsAJobThatNobodyAskedFor() {
        log.asked.clear();

        assertThat(rules()).containsExactly(Rule.ONE_JOB);
    }

    @Test
    void findsAJobThatWasAcceptedTwice() {
        log.insert(1, PlantedLog.accepted());
        log.arrivals.clear();

        assertThat(rules()).contains(Rule.ONE_JOB);
    }

    @Test
    void findsAJobThatDoesNotEnd() {
        log.events.removeLast();
        log.arrivals.removeLast();

        assertThat(rules()).containsExactly(Rule.ENDED);
    }

    @Test
    void findsASecondEnd() {
        log.add(new JobFact.JobCancelled("late", "somebody"));

        assertThat(rules()).contains(Rule.TERMINAL);
    }

    @Test
    void findsWhatHappensAfterTheEnd() {
        log.add(PlantedLog.scheduled("second", 2));

        assertThat(rules()).contains(Rule.TERMINAL);
    }

    @Test
    void findsAGapInTheEvents() {
        log.events.remove(3);

        assertThat(rules()).contains(Rule.SEQUENCE);
    }

    @Test
    void findsAnEventThatWasCommittedAndIsNotThereAnyMore() {
        log.events.removeLast();

        assertThat(rules()).contains(Rule.SEQUENCE);
        assertThat(log.check()).anySatisfy(found -> assertThat(found.what()).contains("not there any more"));
    }

    @Test
    void findsAnEventThatIsThereTwice() {
        log.events.add(4, log.events.get(3));

        assertThat(rules()).contains(Rule.SEQUENCE);
    }

    @Test
    void findsAStepThatIsCompletedTwice() {
        log.insert(4, PlantedLog.completed("first", 1));
        log.arrivals.clear();

        assertThat(rules()).contains(Rule.COMPLETED_ONCE);
    }

    @Test
    void findsAnAttemptThatWasLeftOut() {
        log.insert(2, PlantedLog.scheduled("first", 3));
        log.arrivals.clear();

        assertThat(rules()).contains(Rule.ATTEMPTS);
    }

    @Test
    void findsAResultOfAnAttemptThatWasNotTheActiveOne() {
        log.insert(2, PlantedLog.scheduled("first", 2));
        log.arrivals.clear();

        assertThat(rules()).contains(Rule.ATTEMPTS);
    }

    @Test
    void findsAStepThatIsCompletedAndNeverRan() {
        log.ledger.remove("second#1");

        assertThat(rules()).containsExactly(Rule.LEDGER);
    }

    @Test
    void findsAnEmptyLedger() {
        log.ledger.clear();

        assertThat(rules()).contains(Rule.LEDGER);
    }

    @Test
    void findsAStepThatStartsBeforeWhatItWaitsFor() {
        log.insert(1, PlantedLog.scheduled("second", 1));
        log.arrivals.clear();

        assertThat(rules()).contains(Rule.ORDER);
    }

    @Test
    void findsStateThatIsNotWhatTheEventsGive() {
        log.views.put(PlantedLog.JOB, log.view(log.events.size() - 1L));

        assertThat(rules()).containsExactly(Rule.REFOLDED);
    }

    @Test
    void findsAJobWithoutAView() {
        log.views.clear();

        assertThat(rules()).containsExactly(Rule.REFOLDED);
    }

    @Test
    void findsEventsThatCannotBeFolded() {
        log.insert(2, PlantedLog.scheduled("unknown", 1));
        log.arrivals.clear();

        assertThat(rules()).contains(Rule.REFOLDED);
    }

    @Test
    void findsDeadLetters() {
        log.letters.add(
                new DeadLetter("task.completed", 0, 7, ByteBuffer.allocate(0), "not readable", "coordinator", 1));

        assertThat(rules()).containsExactly(Rule.DEAD_LETTER);
    }

    @Test
    void findsAJobThatEndsOtherwiseThanUndisturbed() {
        log.expected = new Outcome(JobStatus.COMPLETED, false, Optional.empty());

        assertThat(rules()).containsExactly(Rule.OUTCOME);
    }

    private List<Rule> rules() {
        return log.check().stream().map(Violation::rule).toList();
    }
}
