package io.orchestrator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Priority;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodecsTest {

    private static final int SEEDS = 300;

    private final MemoryRegistry registry = new MemoryRegistry();
    private final Codecs codecs = Codecs.create(registry, new Topics("t."));

    private static <T> void assertRoundTrip(Codec<T> codec, T value, long seed) {
        assertThat(codec.decode(codec.encode(value))).as("seed %d", seed).isEqualTo(value);
    }

    @Test
    void returnsEveryRecordAsItWas() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var random = new RandomRecords(seed);

            assertRoundTrip(codecs.jobRequests(), random.jobRequest(), seed);
            assertRoundTrip(codecs.jobControls(), random.jobControl(), seed);
            assertRoundTrip(codecs.stepCommands(), random.stepCommand(), seed);
            assertRoundTrip(codecs.taskStarted(), random.taskStarted(), seed);
            assertRoundTrip(codecs.taskProgress(), random.taskProgress(), seed);
            assertRoundTrip(codecs.taskCompleted(), random.taskCompleted(), seed);
            assertRoundTrip(codecs.childEnded(), random.childEnded(), seed);
            assertRoundTrip(codecs.laneRequests(), random.laneRequest(), seed);
            assertRoundTrip(codecs.jobTickets(), random.jobTicket(), seed);
            assertRoundTrip(codecs.jobViews(), random.jobView(), seed);
            assertRoundTrip(codecs.workflowDefinitions(), random.workflowDefinition(), seed);
            assertRoundTrip(codecs.workerControls(), random.workerControl(), seed);
            assertRoundTrip(codecs.deadLetters(), random.deadLetter(), seed);
            var signal = random.outsideSignal();
            var wait = new SignalWait(signal.id(), signal.name(), signal.key(), signal.actor(), "w", seed % 2 == 0);
            assertRoundTrip(codecs.signals(), signal, seed);
            assertRoundTrip(codecs.signalWaits(), wait, seed);
            assertRoundTrip(codecs.schedules(), random.schedule(), seed);
            assertRoundTrip(codecs.scheduleViews(), random.scheduleView(), seed);
        }
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(CodecsTest::kinds) : Stream.of(type);
    }

    @Test
    void returnsEveryKindOfFactAsItWas() {
        for (long seed = 0; seed < SEEDS; seed++) {
            var events = new RandomRecords(seed).jobEvents();

            assertThat(events)
                    .<Class<?>>extracting(event -> event.fact().getClass())
                    .containsExactlyInAnyOrderElementsOf(kinds(JobFact.class).toList());
            for (JobEvent event : events) {
                assertRoundTrip(codecs.jobEvents(), event, seed);
            }
        }
    }

    @Test
    void keepsTheOrderOfKeys() {
        var inputs = new java.util.LinkedHashMap<String, Value>();
        List.of("z", "a", "m").forEach(key -> inputs.put(key, Value.of(1)));
        var request = request(Value.of(inputs));

        var decoded = codecs.jobRequests().decode(codecs.jobRequests().encode(request));

        assertThat(decoded.inputs().entries().keySet()).containsExactly("z", "a", "m");
    }

    @Test
    void registersEachSubjectOnceAndReadsEachSchemaOnce() {
        var random = new RandomRecords(1);
        for (int i = 0; i < 3; i++) {
            var control = random.jobControl();
            codecs.jobControls().decode(codecs.jobControls().encode(control));
        }

        assertThat(registry.calls).containsExactly("register t.job.controls-value", "schema 1");
    }

    @Test
    void registersACommandUnderTheTopicOfItsQueueAndPriority() {
        var command = new RandomRecords(1).stepCommand();
        for (Priority priority : List.of(Priority.HIGH, Priority.LOW)) {
            codecs.stepCommands().encode(on("gpu", priority, command));
        }

        assertThat(registry.subjects())
                .containsExactly("t.step.commands.gpu.high-value", "t.step.commands.gpu.low-value");
    }

    private static StepCommand on(String queue, Priority priority, StepCommand c) {
        return new StepCommand(
                c.task(),
                c.call(),
                c.timeoutMs(),
                queue,
                priority,
                c.delivery(),
                c.workspace(),
                c.dispatchedAtMs(),
                c.claim());
    }

    @Test
    void registersEveryTopicUnderTheTransitiveRule() {
        codecs.registerAll(List.of("default", "gpu"));

        assertThat(registry.levels.keySet()).containsExactlyInAnyOrderElementsOf(registry.subjects());
        assertThat(registry.levels.values()).containsOnly("BACKWARD_TRANSITIVE");
        assertThat(registry.subjects()).hasSize(18 + 2 * 3).contains("t.job.events-value");
    }

    @Test
    void writesSchemasWithoutWhatConcernsJavaOnly() {
        codecs.jobEvents().encode(new RandomRecords(1).jobEvents().getFirst());

        assertThat(registry.schemaById(1).toString()).doesNotContain("avro.java.string");
        assertThat(registry.schemaById(1).getFullName()).isEqualTo("io.orchestrator.avro.JobEvent");
    }

    @Test
    void refusesRecordsAboveTheLimit() {
        var request = request(Value.of(Map.of("text", Value.of("x".repeat(Codecs.MAX_RECORD_BYTES)))));

        assertThatExceptionOfType(UnencodableException.class)
                .isThrownBy(() -> codecs.jobRequests().encode(request))
                .withMessageContaining("job.requests")
                .withMessageContaining("more than the limit of 1000000");
    }

    @Test
    void refusesValuesNestedDeeperThanReadersAllow() {
        Value deep = Value.of(1);
        for (int i = 0; i < 300; i++) {
            deep = Value.of(List.of(deep));
        }
        var request = request(Value.of(Map.of("deep", deep)));

        assertThatExceptionOfType(UnencodableException.class)
                .isThrownBy(() -> codecs.jobRequests().encode(request));
    }

    @Test
    void refusesAnEventWhoseTaskBelongsToAnotherJob() {
        var fact = new JobFact.StepScheduled(new TaskRef("c", "other", 0, "s", 1), "default");

        assertThatExceptionOfType(UnencodableException.class)
                .isThrownBy(() -> codecs.jobEvents().encode(new JobEvent("job", 1, 0, 0, fact)))
                .withMessageContaining("the task is of job other");
    }

    @Test
    void servesSeveralThreadsAtOnce() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        var failures = java.util.Collections.synchronizedList(new ArrayList<Throwable>());
        for (int t = 0; t < 8; t++) {
            var seed = t;
            threads.add(Thread.ofVirtual()
                    .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
                    .start(() -> {
                        var random = new RandomRecords(seed);
                        for (int i = 0; i < 100; i++) {
                            assertRoundTrip(codecs.taskCompleted(), random.taskCompleted(), seed);
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void encodesEveryWishByItsWord() {
        for (Wish wish : new RandomRecords(5).wishes()) {
            var control = new JobControl("c", "j", wish, "", "", 5);

            assertRoundTrip(codecs.jobControls(), control, 0);
        }
    }

    private static JobRequest request(Value.Dict inputs) {
        return new JobRequest(
                "job", Optional.of("w"), Optional.empty(), inputs, Optional.empty(), Map.of(), "", "", 1_000);
    }
}
