package io.orchestrator.coordinator.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.codec.Codec;
import io.orchestrator.codec.Codecs;
import io.orchestrator.compile.Compilation;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.config.Secret;
import io.orchestrator.coordinator.MemoryRegistry;
import io.orchestrator.coordinator.admission.AdmissionOptions;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.runtime.StreamsOptions;
import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import io.orchestrator.coordinator.runtime.StreamsProperties;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.StateReader;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.GlobalLetters;
import io.orchestrator.coordinator.wire.Protocol;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.coordinator.workflow.PlanCache;
import io.orchestrator.coordinator.workflow.Terms;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.json.Json;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.Failure;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobView;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.sealing.Sealer;
import io.orchestrator.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole topology without a broker: pipe records in, advance the clock, read records out. Registered as an extension of
 * a test it is closed after it.
 */
final class JobsRig implements AfterEachCallback, AutoCloseable {

    static final Instant START = Instant.parse("2026-11-21T05:00:00Z");
    static final String WORKER = "worker-1";
    static final Sealer SEALER = Sealer.of(new Secret("the key of sensitive inputs"));
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration MOMENT = Duration.ofMillis(20);

    /** Documents with this text are compiled by whatever a test puts here. */
    static final String CRAFTED = "crafted";

    final Topics topics = new Topics("t.");
    final MemoryRegistry registry = new MemoryRegistry();
    final Codecs codecs = Codecs.create(registry, topics);
    private final MockProducer<String, byte[]> globalLetters =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Map<String, Function<String, Compilation>> crafted = new HashMap<>();
    private final Path stateDir = newFolder();
    private final TopologyTestDriver driver;
    private final Map<Source, TestInputTopic<String, byte[]>> inputs = new EnumMap<>(Source.class);
    private final TestInputTopic<String, byte[]> definitions;
    private final TestInputTopic<String, byte[]> schedules;
    private final TestInputTopic<String, byte[]> lanes;
    private final TestInputTopic<String, byte[]> signals;
    private final TestInputTopic<String, byte[]> waits;
    private Instant clock = START;
    private int controls;

    JobsRig() {
        this(AdmissionOptions.defaults());
    }

    /** With limits. */
    JobsRig(AdmissionOptions limits) {
        var compiler = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()));
        var plans = new PlanCache(
                text -> crafted.getOrDefault(text, compiler::compile).apply(text));
        var options = StreamsOptions.defaults(stateDir);
        var parts = new JobsParts(
                new Protocol(topics, codecs, 1, new Secret("a secret of enough length")),
                new Terms(plans, Topics.DEFAULT_QUEUE::equals, Optional.of(SEALER)),
                JobOptions.defaults().with(limits),
                Pace.from(options),
                new GlobalLetters(globalLetters, codecs, topics),
                new Metrics(meters));
        var properties = StreamsProperties.of("rig", Map.of("bootstrap.servers", "nowhere:1"), options);
        driver = new TopologyTestDriver(JobsTopology.of(parts, StoreKind.MEMORY), properties, START);
        for (Source source : Source.values()) {
            inputs.put(source, input(source.topic(topics)));
        }
        definitions = input(topics.workflowDefinitions());
        schedules = input(topics.schedules());
        lanes = input(topics.admission());
        signals = input(topics.signals());
        waits = input(topics.signalWaits());
    }

    private TestInputTopic<String, byte[]> input(String topic) {
        return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer(), START, Duration.ZERO);
    }

    /** Publishes a document whose id is {@code id} and version 1.0.0. */
    void publish(String id, String document) {
        var definition = new WorkflowDefinition(id, "1.0.0", document, START.toEpochMilli(), "");
        definitions.pipeInput(definition.key(), codecs.workflowDefinitions().encode(definition));
    }

    void pipeDefinition(@Nullable String key, byte[] value) {
        definitions.pipeInput(key, value);
    }

    void put(Schedule schedule) {
        pipeSchedule(schedule.id(), codecs.schedules().encode(schedule));
    }

    void pipeSchedule(@Nullable String key, byte @Nullable [] value) {
        schedules.pipeInput(key, value, now());
    }

    void pipeSignal(@Nullable String key, byte[] value) {
        signals.pipeInput(key, value, now());
    }

    void pipeWait(@Nullable String key, byte[] value) {
        waits.pipeInput(key, value, now());
    }

    /** @param at the broker's time of the record */
    void pipeScheduleAt(Schedule schedule, Instant at) {
        schedules.pipeInput(schedule.id(), codecs.schedules().encode(schedule), at);
    }

    /** What has been asked for by schedules and steps, oldest first. */
    List<JobRequest> requests() {
        return read(topics.jobRequests(), codecs.jobRequests());
    }

    void pipeLane(@Nullable String key, byte[] value) {
        lanes.pipeInput(key, value, now());
    }

    void pipe(Source source, String key, byte[] value) {
        Objects.requireNonNull(inputs.get(source)).pipeInput(key, value, now());
    }

    void pipe(Source source, TestRecord<String, byte[]> record) {
        Objects.requireNonNull(inputs.get(source)).pipeInput(record);
    }

    void submit(String jobId, String workflow, String inputs) {
        submit(request(jobId, Optional.of(workflow), Optional.empty(), inputs));
    }

    void submitDocument(String jobId, String document, String inputs) {
        submit(request(jobId, Optional.empty(), Optional.of(document), inputs));
    }

    void submit(JobRequest request) {
        pipe(Source.REQUESTS, request.jobId(), codecs.jobRequests().encode(request));
    }

    JobRequest request(String jobId, Optional<String> workflow, Optional<String> document, String inputs) {
        return new JobRequest(
                jobId,
                workflow,
                document,
                Json.parseDict(inputs),
                Optional.<Priority>empty(),
                Map.of("team", "a"),
                "",
                "ann",
                now().toEpochMilli());
    }

    void cancel(String jobId) {
        wish(jobId, new Wish.Cancel());
    }

    void wish(String jobId, Wish wish) {
        controls++;
        var control = new JobControl("c-" + controls, jobId, wish, "enough", "ann", now().toEpochMilli());
        pipe(Source.CONTROLS, jobId, codecs.jobControls().encode(control));
    }

    void start(StepCommand command) {
        var started = new TaskStarted(command.task(), WORKER, now().toEpochMilli(), command.claim());
        pipe(Source.STARTED, command.task().jobId(), codecs.taskStarted().encode(started));
    }

    void progress(StepCommand command, Duration lease) {
        var progress = new TaskProgress(
                command.task(), WORKER, now().toEpochMilli(), lease.toMillis(), "half", command.claim());
        pipe(Source.PROGRESS, command.task().jobId(), codecs.taskProgress().encode(progress));
    }

    /** Answers with an envelope that has this JSON as its result. */
    void complete(StepCommand command, String result) {
        answer(command, new TaskResult.Done(envelope(result), Optional.empty()), command.claim());
    }

    void fail(StepCommand command, Failure failure) {
        answer(command, new TaskResult.Failed(failure), command.claim());
    }

    void answer(StepCommand command, TaskResult result, String claim) {
        var completed =
                new TaskCompleted(command.task(), WORKER, now().toEpochMilli(), now().toEpochMilli(), result, claim);
        pipe(Source.COMPLETED, command.task().jobId(), codecs.taskCompleted().encode(completed));
    }

    static Value.Dict envelope(String result) {
        return Json.parseDict("{\"result\":" + result + ",\"success\":true,\"error\":null}");
    }

    Instant now() {
        return clock;
    }

    /** In small steps up to a minute; a longer time passes at once. */
    void advance(Duration time) {
        var left = time;
        while (left.isPositive()) {
            var step = time.compareTo(Duration.ofMinutes(1)) > 0 || left.compareTo(STEP) < 0 ? left : STEP;
            clock = clock.plus(step);
            driver.advanceWallClockTime(step);
            left = left.minus(step);
        }
        // What is set while timers fire is due a moment later.
        driver.advanceWallClockTime(MOMENT);
        clock = clock.plus(MOMENT);
    }

    List<StepCommand> commands() {
        var commands = new ArrayList<StepCommand>();
        for (Priority priority : Priority.values()) {
            commands.addAll(read(topics.stepCommands(Topics.DEFAULT_QUEUE, priority), codecs.stepCommands()));
        }
        return commands;
    }

    List<JobEvent> events() {
        return read(topics.jobEvents(), codecs.jobEvents());
    }

    /** The types of the events so far, oldest first. */
    List<String> eventTypes() {
        return events().stream().map(event -> event.fact().type()).toList();
    }

    List<LaneRequest> laneRequests() {
        return read(topics.admission(), codecs.laneRequests());
    }

    List<JobView> views() {
        return read(topics.jobViews(), codecs.jobViews());
    }

    List<WorkerControl> workerControls() {
        return read(topics.workerControls(), codecs.workerControls());
    }

    List<DeadLetter> deadLetters() {
        return read(topics.deadLetters(), codecs.deadLetters());
    }

    /** Letters of the topics that every coordinator reads. */
    List<DeadLetter> globalLetters() {
        return globalLetters.history().stream()
                .map(record -> codecs.deadLetters().decode(record.value()))
                .toList();
    }

    List<TestRecord<String, byte[]>> records(String topic) {
        return output(topic).readRecordsToList();
    }

    private <T> List<T> read(String topic, Codec<T> codec) {
        return output(topic).readValuesToList().stream().map(codec::decode).toList();
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** Rows of a store. */
    int rows(String store) {
        KeyValueStore<?, byte[]> rows = driver.getKeyValueStore(store);
        var count = 0;
        try (var all = rows.all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    /** The stored root of a job. */
    JobRoot root(String jobId) {
        KeyValueStore<String, byte[]> roots = driver.getKeyValueStore(Stores.ROOTS);
        return new StateCodec().root(roots.get(jobId));
    }

    /** Reads what is stored. */
    StateReader stored() {
        return new StateReader(
                driver.getKeyValueStore(Stores.HEADERS),
                driver.getKeyValueStore(Stores.ROOTS),
                driver.getKeyValueStore(Stores.STEPS),
                driver.getKeyValueStore(Stores.DOCUMENTS));
    }

    KeyValueStore<String, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /** The stored lanes. */
    KeyValueStore<byte[], byte[]> laneRows() {
        return driver.getKeyValueStore(Stores.LANES);
    }

    double count(String meter, String tag, String value) {
        var counter = meters.find(meter).tag(tag, value).counter();
        return counter == null ? 0 : counter.count();
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("jobs-rig");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        close();
    }

    @Override
    public void close() {
        driver.close();
        try (var files = Files.walk(stateDir)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
