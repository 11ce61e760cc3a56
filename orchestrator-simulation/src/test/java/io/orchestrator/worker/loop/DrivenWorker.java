package io.orchestrator.worker.loop;

import io.orchestrator.codec.Codecs;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskResult;
import io.orchestrator.simulation.log.Entry;
import io.orchestrator.simulation.log.Log;
import io.orchestrator.simulation.log.SharePartition;
import io.orchestrator.topics.Topics;
import io.orchestrator.worker.loop.Attempt.Phase;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.run.TaskRunner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The real loop of a worker, whose every move is made by hand: lanes, intake, performer, leases, controls and outbox are
 * the product's; consumers and producer are the log's; threads of attempts go on when told.
 */
public final class DrivenWorker {

    private static final String QUEUE = Topics.DEFAULT_QUEUE;

    /**
     * What a worker is made of.
     *
     * @param shares the share group of the default queue: a topic's partitions
     * @param runner executes with a tool that stops where the given function stops
     */
    public record Parts(
            String id,
            Log log,
            Map<String, List<SharePartition>> shares,
            Codecs codecs,
            Topics topics,
            int slots,
            Function<ToolGate, TaskRunner> runner,
            WorkerMeters meters,
            LongSupplier clock,
            Random random) {}

    /** Stops a tool until the simulation says what it gives. */
    public interface ToolGate {
        TaskResult pass(String commandId) throws InterruptedException;
    }

    private final Parts parts;
    private final Gates gates;
    private final Attempts attempts = new Attempts();
    private final StopOrders stops = new StopOrders();
    private final Slots slots;
    private final LogProducer producer;
    private final LeaseKeeper leases;
    private final ControlListener controls;
    private final Map<Priority, Lane> lanes = new EnumMap<>(Priority.class);
    private final Map<Priority, LaneConsumer> consumers = new EnumMap<>(Priority.class);
    private final boolean committedOrders;
    private long controlsRead;
    private boolean registryAway;

    public DrivenWorker(Parts parts) {
        this.parts = parts;
        this.gates = new Gates(parts.clock());
        this.slots = new Slots(parts.slots());
        this.producer = new LogProducer(parts.log());
        var meters = parts.meters();
        var config = new LoopConfig(
                parts.id(),
                parts.topics(),
                List.of(QUEUE),
                parts.slots(),
                LoopConfig.DEFAULT_GRACE,
                LoopConfig.DEFAULT_LEASE,
                LoopConfig.DEFAULT_DRAIN,
                LoopConfig.FETCH_WAIT_ALONE);
        this.committedOrders = "read_committed"
                .equals(new KafkaClients(Map.of(), config)
                        .controlSettings()
                        .get(ConsumerConfig.ISOLATION_LEVEL_CONFIG));
        var outbox = new Outbox(producer, parts.codecs(), parts.topics(), meters);
        InstantSource clock = () -> Instant.ofEpochMilli(parts.clock().getAsLong());
        this.leases = new LeaseKeeper(
                config,
                new LeaseKeeper.Parts(
                        attempts, outbox, meters, clock, () -> parts.clock().getAsLong() * 1_000_000));
        var recent = new RecentResults(RecentResults.MAX_ENTRIES, RecentResults.MAX_BYTES);
        var performer = new Performer(new Performer.Parts(
                parts.id(),
                parts.runner().apply(gates::passTool),
                parts.codecs(),
                outbox,
                attempts,
                recent,
                slots,
                leases,
                this::mayBegin,
                meters,
                this::gatedNow));
        var commands = new CommandCodec(parts.codecs().stepCommands(), () -> registryAway);
        var intake = new Intake(new Intake.Parts(commands, performer, attempts, recent, stops, outbox, meters));
        this.controls = new ControlListener(
                controlConsumer(parts.topics().workerControls()),
                parts.topics().workerControls(),
                new ControlListener.Parts(
                        parts.id(),
                        parts.codecs().workerControls(),
                        attempts,
                        stops,
                        outbox,
                        meters,
                        ControlListener.AFTER_TROUBLE));
        this.controlsRead =
                parts.log().entries(parts.topics().workerControls(), 0).size();
        for (var priority : Priority.values()) {
            addLane(priority, intake);
        }
    }

    @SuppressWarnings("NullAway") // who drives a lane by hand never lets it ask for other workers
    private void addLane(Priority priority, Intake intake) {
        var topic = parts.topics().stepCommands(QUEUE, priority);
        var consumer = new LaneConsumer(
                new LaneConsumer.Parts(
                        parts.id(),
                        topic,
                        Objects.requireNonNull(parts.shares().get(topic)),
                        parts.clock(),
                        parts.random()),
                Math.max(1, parts.slots() * Slots.weight(priority) / Slots.weight(Priority.HIGH)),
                this::settle);
        consumers.put(priority, consumer);
        lanes.put(
                priority,
                new Lane(
                        new LaneName(QUEUE, priority),
                        topic,
                        consumer,
                        new Lane.Parts(intake, slots, leases, null, parts.meters(), Duration.ZERO, Duration.ZERO)));
    }

    private static MockConsumer<byte[], byte[]> controlConsumer(String topic) {
        var consumer = new MockConsumer<byte[], byte[]>("latest");
        var nowhere = new Node(0, "nowhere", 1);
        consumer.updatePartitions(
                topic, List.of(new PartitionInfo(topic, 0, nowhere, new Node[] {nowhere}, new Node[] {nowhere})));
        consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 0L));
        return consumer;
    }

    private Instant gatedNow() {
        gates.passClock();
        return Instant.ofEpochMilli(parts.clock().getAsLong());
    }

    private boolean mayBegin(Attempt attempt) throws InterruptedException {
        gates.passGrant(attempt.command().task().commandId());
        return attempt.isGranted();
    }

    public String id() {
        return parts.id();
    }

    public void registryAway(boolean away) {
        registryAway = away;
    }

    public void failToPublish(int records) {
        producer.fail(records);
    }

    public boolean isCutOff() {
        return producer.isCutOff();
    }

    /** Whether what it sends stays where it is. */
    public void cutOff(boolean now) {
        producer.cutOff(now);
        settle();
    }

    /** How many records a lane holds that it has not acknowledged. */
    public int inHand(Priority priority) {
        return consumer(priority).inHand();
    }

    /** Whether an attempt could start at once. */
    public boolean hasRoom() {
        return slots.running() < parts.slots() && slots.waiting() == 0;
    }

    /** A lane takes its next batch; how many records came. */
    public int acquire(Priority priority) {
        try {
            lane(priority).acquire();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the simulation", e);
        }
        settle();
        return inHand(priority);
    }

    /** The grace of what a lane holds is over. */
    public void acceptEarly(Priority priority) {
        lane(priority).acceptEarly();
        settle();
    }

    public void acknowledge(Priority priority) {
        lane(priority).acknowledge();
    }

    /** Sends acknowledgements that would ride on the next poll. */
    public void flush(Priority priority) {
        consumer(priority).commitAsync();
    }

    private Lane lane(Priority priority) {
        return Objects.requireNonNull(lanes.get(priority));
    }

    private LaneConsumer consumer(Priority priority) {
        return Objects.requireNonNull(consumers.get(priority));
    }

    private List<Attempt> live() {
        return attempts.all().stream()
                .sorted(Comparator.comparing(attempt -> attempt.command().task().commandId()))
                .toList();
    }

    /** How many attempts are on it. */
    public int attempts() {
        return attempts.all().size();
    }

    /** Stops what has lost its lease, and renews what is due; how many leases were renewed. */
    public int beat() {
        if (attempts.all().isEmpty()) {
            return 0;
        }
        leases.fence();
        settle();
        var before = attempts.all().stream().collect(Collectors.toMap(attempt -> attempt, Attempt::leasedAtNanos));
        leases.beat();
        settle();
        return (int) before.entrySet().stream()
                .filter(entry -> entry.getKey().leasedAtNanos() != entry.getValue())
                .count();
    }

    /** The commands whose tools run and that only one worker may run. */
    public List<StepCommand> inTools() {
        return live().stream()
                .filter(attempt -> attempt.command().delivery().granted())
                .filter(this::isInTool)
                .map(Attempt::command)
                .toList();
    }

    private boolean isInTool(Attempt attempt) {
        var gate = gates.find(attempt.command().task().commandId());
        return gate != null && gate.place() == Gates.Place.TOOL;
    }

    /** Reads the next order; false where there is none. */
    public boolean hear() {
        var order = nextOrder();
        if (order.isEmpty()) {
            return false;
        }
        controlsRead = order.get().offset() + 1;
        controls.read(LaneConsumer.record(order.get(), Optional.empty()));
        settle();
        return true;
    }

    private Optional<Entry> nextOrder() {
        var topic = parts.topics().workerControls();
        if (committedOrders) {
            return parts.log().committed(topic, 0, controlsRead);
        }
        var orders = parts.log().entries(topic, 0);
        return controlsRead < orders.size() ? Optional.of(orders.get((int) controlsRead)) : Optional.empty();
    }

    /**
     * Lets one attempt go on, chosen by the random numbers; what it does, empty where none stands anywhere.
     *
     * @param results what a tool gives to a command
     */
    public String goOn(BiFunction<StepCommand, Random, TaskResult> results) {
        var standing = gates.all().stream().filter(this::canGoOn).toList();
        if (standing.isEmpty()) {
            return "";
        }
        var gate = standing.get(parts.random().nextInt(standing.size()));
        switch (gate.place()) {
            case CLOCK, GRANT -> gates.open(gate);
            case TOOL -> {
                var command = live().stream()
                        .map(Attempt::command)
                        .filter(c -> c.task().commandId().equals(gate.id()))
                        .findFirst()
                        .orElseThrow();
                var result = results.apply(command, parts.random());
                gates.answer(gate, () -> result);
            }
        }
        settle();
        return gate.place() + " " + gate.id();
    }

    /** Whoever waits for a grant goes on with it, or when it has waited for too long. */
    private boolean canGoOn(Gates.Gate gate) {
        return gate.place() != Gates.Place.GRANT
                || parts.clock().getAsLong() - gate.sinceMs() >= Performer.GRANT_WAIT.toMillis()
                || live().stream()
                        .anyMatch(attempt -> attempt.isGranted()
                                && attempt.command().task().commandId().equals(gate.id()));
    }

    /** It stops: running attempts are told lost or given back. */
    public void drain() {
        live().forEach(attempt -> attempt.end(Phase.ABANDONED));
        settle();
        while (!gates.all().isEmpty()) {
            gates.open(gates.all().getFirst());
            settle();
        }
        for (var priority : Priority.values()) {
            lane(priority).stop();
            acknowledge(priority);
            flush(priority);
        }
        leases.close();
    }

    /** It dies: nothing of what it does from now on reaches anybody. */
    public void crash() {
        producer.takeDown();
        gates.takeDown();
        live().forEach(attempt -> attempt.end(Phase.ABANDONED));
        await(() -> attempts.all().isEmpty() && slots.running() == 0);
        leases.close();
    }

    /** Waits until every attempt stands at a gate or waits for a slot. */
    private void settle() {
        await(() -> {
            var waiting = 0;
            for (var attempt : attempts.all()) {
                if (!stands(attempt)) {
                    return false;
                }
                waiting += attempt.phase() == Phase.WAITING && attempt.isStarted() ? 1 : 0;
            }
            return waiting == slots.waiting() && gates.all().size() == slots.running();
        });
    }

    private boolean stands(Attempt attempt) {
        var gate = gates.find(attempt.command().task().commandId());
        return switch (attempt.phase()) {
            case WAITING -> gate == null;
            case RUNNING -> gate != null;
            case FINISHED -> gate != null || producer.isCutOff();
            case STOPPED, ABANDONED, FENCED -> gate == null ? producer.isCutOff() : gate.place() == Gates.Place.CLOCK;
            case WITHDRAWN -> false;
        };
    }

    private void await(Standstill.Condition condition) {
        Standstill.await(
                condition,
                () -> parts.id() + ": " + gates.all() + ", "
                        + attempts.all().stream().map(Attempt::phase).toList());
    }
}
