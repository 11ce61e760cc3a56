package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.StepAction;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps that wait for a signal, and signals that come early, late or twice. */
class SignalsTest {

    private static StepAction.Signal signal(String name, Optional<String> timeout, Optional<Value> fallback) {
        return new StepAction.Signal(
                Template.parse(name),
                Template.parse("{{ who }}"),
                false,
                ValueTemplate.of(Value.of(Map.of("title", Value.of("for {{ who }}")))),
                timeout.map(text -> ValueTemplate.of(Value.of(text))),
                fallback.map(ValueTemplate::of));
    }

    private static JobDriver waiting(Optional<String> timeout, Optional<Value> fallback) {
        return JobDriver.submitted(new PlanBuilder()
                .action("ask", signal("go", timeout, fallback))
                .step("after", "{{ ask.result }}", "ask")
                .build());
    }

    @Test
    void goesOnWithWhatTheSignalBrings() {
        var job = waiting(Optional.empty(), Optional.empty());
        job.wish(new Wish.Signal("go", "Bob", Value.of("another's")));
        assertThat(job.commands).isEmpty();

        job.wish(new Wish.Signal("go", "Ada", Value.of("yes")));

        assertThat(job.sentText("after")).isEqualTo("yes");
    }

    @Test
    void keepsASignalThatComesEarly() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("first", "1")
                .action("ask", signal("go", Optional.empty(), Optional.empty()), "first")
                .step("after", "{{ ask.result }}", "ask")
                .build());
        job.wish(new Wish.Signal("go", "Ada", Value.of("early")));
        job.wish(new Wish.Signal("go", "Ada", Value.of("second")));

        job.complete("first", "x");

        assertThat(job.sentText("after")).isEqualTo("early");
        assertThat(job.state().draft().signals().early()).hasSize(1);
    }

    @Test
    void goesOnWithItsDefaultWhenNoSignalComesInTime() {
        var job = waiting(Optional.of("10s"), Optional.of(Value.of("nobody")));

        job.fire(job.timers.getLast());

        assertThat(job.sentText("after")).isEqualTo("nobody");
        assertThat(job.state().draft().signals().awaited()).isEmpty();
    }

    @Test
    void failsWhenNoSignalComesInTimeAndThereIsNoDefault() {
        var job = waiting(Optional.of("10s"), Optional.empty());

        job.fire(job.timers.getLast());

        assertThat(job.failure().code()).isEqualTo("SIGNAL_TIMEOUT");
    }

    @Test
    void waitsForNoSignalOnceItHasEnded() {
        var job = waiting(Optional.empty(), Optional.empty());

        job.cancel();

        assertThat(job.state().draft().signals().awaited()).isEmpty();
        assertThat(job.events).extracting(event -> event.fact().type()).contains("signal.taken");
    }

    @Test
    void stillWaitsForItsSignalWhenACheckpointIsRestored() {
        var job = waiting(Optional.of("1h"), Optional.empty());
        job.wish(new Wish.MakeCheckpoint(""));
        job.wish(new Wish.Signal("go", "Ada", Value.of("first")));
        var timers = job.timers.size();

        job.wish(new Wish.Restore(1));
        assertThat(job.timers.subList(timers, job.timers.size()))
                .extracting(JobTimer::epoch)
                .containsExactly(1);
        job.wish(new Wish.Signal("go", "Ada", Value.of("second")));

        assertThat(job.sentText("after")).isEqualTo("second");
        assertThat(job.events.stream().map(event -> event.fact()).filter(JobFact.StepCompleted.class::isInstance))
                .hasSize(2);
    }
}
