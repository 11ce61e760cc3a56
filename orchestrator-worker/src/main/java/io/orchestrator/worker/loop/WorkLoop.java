package io.orchestrator.worker.loop;

import io.orchestrator.codec.Codecs;
import io.orchestrator.model.Priority;
import io.orchestrator.worker.guard.TimeLimit;
import io.orchestrator.worker.loop.Attempt.Phase;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.run.TaskRunner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a worker has going with Kafka: a lane for each queue and priority, heartbeats, controls and the outbox.
 * {@link #start} once, {@link #close} once.
 */
public final class WorkLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

    /** What stopped attempts may take to clean up and to be published. */
    private static final Duration AFTER_DRAIN = TimeLimit.CLEAN_UP.plusSeconds(3);

    private static final Duration JOIN = Lane.HOLD_LIMIT.plusSeconds(5);

    private final LoopConfig config;
    private final Attempts attempts;
    private final Outbox outbox;
    private final LeaseKeeper leases;
    private final ControlListener controls;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean started;

    private WorkLoop(
            LoopConfig config, Attempts attempts, Outbox outbox, LeaseKeeper leases, ControlListener controls) {
        this.config = config;
        this.attempts = attempts;
        this.outbox = outbox;
        this.leases = leases;
        this.controls = controls;
    }

    /**
     * What a loop is made of.
     *
     * @param config how it takes commands
     * @param kafka settings of all Kafka clients, by Kafka's names
     * @param admin for questions about the share groups; not closed here
     * @param codecs to and from bytes
     * @param runner executes
     * @param meters counts
     * @param clock tells the time in results
     */
    public record Parts(
            LoopConfig config,
            Map<String, String> kafka,
            Admin admin,
            Codecs codecs,
            TaskRunner runner,
            WorkerMeters meters,
            InstantSource clock) {}

    /** Connects; takes nothing before {@link #start}. */
    public static WorkLoop create(Parts p) {
        return create(p, Lane.HOLD_LIMIT);
    }

    /** @param hold how long a lane holds records that it cannot settle */
    static WorkLoop create(Parts p, Duration hold) {
        var config = p.config();
        var clients = new KafkaClients(p.kafka(), config);
        var attempts = new Attempts();
        var stops = new StopOrders();
        var slots = new Slots(config.slots());
        var recent = new RecentResults(RecentResults.MAX_ENTRIES, RecentResults.MAX_BYTES);
        p.meters().slots(config.slots(), slots::running);
        var outbox = new Outbox(clients.producer(), p.codecs(), config.topics(), p.meters());
        var leases = new LeaseKeeper(
                config, new LeaseKeeper.Parts(attempts, outbox, p.meters(), p.clock(), System::nanoTime));
        var performer = new Performer(new Performer.Parts(
                config.workerId(),
                p.runner(),
                p.codecs(),
                outbox,
                attempts,
                recent,
                slots,
                leases,
                attempt -> attempt.awaitGrant(Performer.GRANT_WAIT),
                p.meters(),
                p.clock()));
        var intake = new Intake(
                new Intake.Parts(p.codecs().stepCommands(), performer, attempts, recent, stops, outbox, p.meters()));
        var controls = new ControlListener(
                clients.controls(),
                config.topics().workerControls(),
                new ControlListener.Parts(
                        config.workerId(),
                        p.codecs().workerControls(),
                        attempts,
                        stops,
                        outbox,
                        p.meters(),
                        ControlListener.AFTER_TROUBLE));
        var loop = new WorkLoop(config, attempts, outbox, leases, controls);
        var parts =
                new Lane.Parts(intake, slots, leases, new Standby(p.admin(), config), p.meters(), config.grace(), hold);
        for (var queue : config.queues()) {
            for (var priority : Priority.values()) {
                var name = new LaneName(queue, priority);
                loop.lanes.add(
                        new Lane(name, config.topics().stepCommands(queue, priority), clients.lane(name), parts));
            }
        }
        return loop;
    }

    public void start() {
        threads.add(Thread.ofPlatform().name("controls").start(controls));
        for (var lane : lanes) {
            threads.add(Thread.ofPlatform().name("lane-" + lane.name()).start(lane));
        }
        leases.start();
        started = true;
    }

    /** Whether every thread is alive. */
    public boolean live() {
        return !started || threads.stream().allMatch(Thread::isAlive);
    }

    /** Whether every lane takes commands. */
    public boolean ready() {
        return started && lanes.stream().allMatch(Lane::healthy);
    }

    /**
     * Drains: takes nothing more, gives back what has not begun, lets running attempts end within the drain time, stops
     * the rest and tells the coordinator that they are lost.
     */
    @Override
    public void close() {
        try {
            lanes.forEach(Lane::stop);
            for (var thread : threads) {
                if (thread.getName().startsWith("lane-")) {
                    thread.join(JOIN);
                }
            }
            drain();
            controls.stop();
        } catch (InterruptedException e) {
            LOG.warn("the drain was interrupted: running attempts are lost when their leases end");
            Thread.currentThread().interrupt();
        } finally {
            leases.close();
            outbox.close();
        }
    }

    private void drain() throws InterruptedException {
        for (var attempt : attempts.all()) {
            if (attempt.phase() == Phase.WAITING) {
                attempt.end(Phase.ABANDONED);
            }
        }
        if (attempts.awaitNone(config.drain())) {
            return;
        }
        var left = attempts.all();
        LOG.warn("{} attempts did not end within {}: they are stopped", left.size(), config.drain());
        left.forEach(attempt -> attempt.end(Phase.ABANDONED));
        if (!attempts.awaitNone(AFTER_DRAIN)) {
            LOG.warn("{} attempts could not be stopped", attempts.all().size());
        }
    }
}
