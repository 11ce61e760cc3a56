package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.coordinator.store.Differences;
import io.orchestrator.coordinator.store.Rewriting;
import io.orchestrator.coordinator.store.StateDump;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.engine.JobHistory;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events against what is stored, byte for byte, after every input. */
class RewritingTest {

    private static final String JOB = "job-1";

    private static final String MIXED = """
            id: mixed
            steps:
            - {id: first, tool: terminal, parameters: {command: "list"}}
            - {id: total, set: {sum: "${first.result.rows | sum}", long: "${'x' * 30000}"}}
            - id: each
              for_each: "${first.result.rows}"
              max_parallel: 2
              steps:
              - {id: work, tool: terminal, parameters: {command: "{{ item * sum }}"}}
              - {id: tell, set: {told: "${item}"}, if: "item != 2"}
            - {id: flaky, tool: terminal, retry: {max_attempts: 2, initial: 1s}, parameters: {command: "fail"}, on_error: {fallback_value: mended}}
            - {id: last, tool: terminal, parameters: {command: "last ${sum}"}}
            outputs: {sum: "${sum}"}
            """;

    /** When the one step fails, the other one is stopped. */
    private static final String FAILING = """
            id: failing
            steps:
            - {id: flaky, tool: terminal, parameters: {command: "fail"}, retry: {max_attempts: 1}}
            - {id: beside, wait: 1h}
            """;

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    private Plan plan = plan(MIXED);
    private final List<JobEvent> events = new ArrayList<>();
    private final List<StepCommand> waiting = new ArrayList<>();
    private int controls;

    @Test
    void givesTheStoredBytesAfterEveryInput() {
        rig.submitDocument(JOB, MIXED, "{}");
        compare();

        runToTheEnd();

        assertThat(events.getLast().fact().type()).isEqualTo("job.completed");
        assertThat(stored().leaves()).hasSizeGreaterThan(10);
    }

    @Test
    void givesTheStoredBytesWhenTheJobWasStoppedAndTakenBack() {
        rig.submitDocument(JOB, MIXED, "{}");
        step();
        wish(new Wish.Pause(false));
        wish(new Wish.MakeCheckpoint("before"));
        wish(new Wish.SetVariable("extra", Value.of(7)));
        wish(new Wish.Resume());
        step();
        wish(new Wish.Restore(1));
        runToTheEnd();
        wish(new Wish.Rerun("last", Value.EMPTY));
        runToTheEnd();

        assertThat(events.stream().map(event -> event.fact().type()))
                .contains("job.paused", "checkpoint.created", "variable.set", "job.restored", "job.rerun");
        assertThat(extraAfter("variable.set")).containsExactly(Value.of(7));
        assertThat(extraAfter("job.restored")).isEmpty();
        assertThat(events.getLast().fact().type()).isEqualTo("job.completed");
    }

    @Test
    void givesTheStoredBytesWhenTheJobFailsAndIsRetriedInOneDecision() {
        plan = plan(FAILING);
        rig.submitDocument(JOB, FAILING, "{}");
        step();
        wish(new Wish.Retry(2, 1_000));
        for (int i = 0; i < 8; i++) {
            step();
        }

        assertThat(events.stream().map(event -> event.fact().type()))
                .containsSubsequence("job.failed", "job.restored", "job.failed", "job.restored", "job.failed");
        assertThat(events.getLast().fact().type()).isEqualTo("job.failed");
    }

    @Test
    void namesEveryByteThatIsOtherThanTheEventsSay() {
        rig.submitDocument(JOB, MIXED, "{}");
        step();
        var stored = stored();
        var leaves = new TreeMap<>(stored.leaves());
        var first = leaves.firstEntry();
        var changed = first.getValue().get().clone();
        changed[changed.length - 1] ^= 1;
        leaves.put(first.getKey(), Bytes.wrap(changed));
        leaves.remove(leaves.lastKey());
        leaves.put(Bytes.wrap(new byte[] {1, 2}), Bytes.wrap(new byte[] {0, 4}));

        var differences = Differences.between(
                new StateDump(stored.headers(), stored.root(), leaves, stored.document()), Rewriting.of(plan, events));

        assertThat(differences.lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains(" is stored, and follows from no event"))
                .anySatisfy(line -> assertThat(line).endsWith(" is not stored"))
                .anySatisfy(line -> assertThat(line).contains(" bytes 0006"));
    }

    private static Plan plan(String document) {
        return new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()))
                .compile(document)
                .plan()
                .orElseThrow();
    }

    /** The value of the variable that was set by hand, as of the first event of that type. */
    private List<Value> extraAfter(String type) {
        var types = events.stream().map(event -> event.fact().type()).toList();
        return JobHistory.of(plan, events.subList(0, types.indexOf(type) + 1)).variables().stream()
                .filter(variable -> variable.last().path().name().equals("extra"))
                .map(variable -> variable.value().orElseThrow())
                .toList();
    }

    private void wish(Wish wish) {
        controls++;
        var control =
                new JobControl("c-" + controls, JOB, wish, "", "ann", rig.now().toEpochMilli());
        rig.pipe(Source.CONTROLS, JOB, rig.codecs.jobControls().encode(control));
        compare();
    }

    private void runToTheEnd() {
        for (int i = 0; i < 100 && !events.getLast().fact().terminal(); i++) {
            step();
        }
    }

    /** Answers every command, and lets a second pass. */
    private void step() {
        waiting.addAll(rig.commands());
        var now = List.copyOf(waiting);
        waiting.clear();
        for (StepCommand command : now) {
            rig.start(command);
            compare();
            answer(command);
            compare();
        }
        rig.advance(Duration.ofSeconds(1));
        compare();
    }

    private void answer(StepCommand command) {
        switch (command.task().step()) {
            case "first" -> rig.complete(command, "{\"rows\": [1, 2, 3]}");
            case "flaky" -> rig.fail(command, Failure.of(FailureKind.UNAVAILABLE, "BUSY", "too busy"));
            default -> rig.complete(command, "{\"stdout\": \"done\"}");
        }
    }

    private void compare() {
        events.addAll(rig.events());
        var differences = Differences.between(stored(), Rewriting.of(plan, events));
        assertThat(differences.lines()).as("after %s", events.getLast()).isEmpty();
        assertThat(differences.older()).isZero();
    }

    private StateDump stored() {
        return rig.stored().read(JOB).orElseThrow();
    }
}
