package io.orchestrator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.admission.AdmissionOptions;
import io.orchestrator.coordinator.admission.QueueLimit;
import io.orchestrator.coordinator.streams.JobOptions;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.model.Priority;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.simulation.check.Promises;
import io.orchestrator.simulation.coordinator.Cluster;
import io.orchestrator.simulation.coordinator.Coordinator;
import io.orchestrator.simulation.coordinator.Rows;
import io.orchestrator.simulation.coordinator.Twist;
import io.orchestrator.simulation.log.Log;
import io.orchestrator.simulation.log.SharePartition;
import io.orchestrator.simulation.work.Documents;
import io.orchestrator.topics.Topics;
import io.orchestrator.worker.loop.DrivenWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Brokers, coordinators and workers of one seed, with the clock that all go by. */
final class World {

    static final long START_MS = 1_790_000_000_000L;
    private static final int COMMAND_PARTITIONS = 2;

    /** As often as a worker looks after its leases. */
    private static final int BETWEEN_BEATS_MS = 1_000;

    /** All processes stand still where more time passes at once, as when a machine sleeps. */
    private static final int LONGEST_AWAKE_MS = 60_000;

    /** Jobs stay: within the retention the same id is the same job. */
    private static final JobOptions OPTIONS =
            new JobOptions(Duration.ofDays(300), Duration.ofDays(900), Duration.ofSeconds(10), Duration.ofSeconds(1));

    /** One seed of so many has a limit. */
    private static final int LIMITED = 4;

    private final JobOptions options;
    final Kit kit;
    final Random random;
    /** Of what happens outside: it takes nothing from the chances of everything else. */
    final Random outside;

    final Transcript transcript = new Transcript();
    final Log log;
    final Cluster cluster;
    final Promises promises;
    final Map<String, List<SharePartition>> shares = new TreeMap<>();
    final List<Coordinator> coordinators = new ArrayList<>();
    /** Coordinators that stand still, as after a SIGSTOP. */
    final Set<Coordinator> paused = new HashSet<>();

    final List<DrivenWorker> workers = new ArrayList<>();
    /** Workers that stand still. */
    final Set<DrivenWorker> standing = new HashSet<>();

    /** Lanes that wait for an acknowledgement, by worker and priority. */
    final Set<String> settled = new HashSet<>();

    private final Twist twist;
    private final int partitions;
    private long nowMs = START_MS;
    private int processes;
    boolean registryAway;

    World(long seed, Kit kit, Twist twist) {
        this.kit = kit;
        this.twist = twist;
        this.random = new Random(seed * 31 + 7);
        this.outside = new Random(seed * 131 + 71);
        this.partitions = 1 + random.nextInt(3);
        this.promises =
                new Promises(new Promises.Parts(kit.topics(), kit.codecs(), kit::plan, this::rows, kit.tally()));
        this.options = seed % LIMITED == 0 ? OPTIONS.with(limits()) : OPTIONS;
        this.log = new Log(topics(), this::nowMs, promises::written);
        this.cluster = new Cluster(log, kit.topics(), partitions, this::nowMs, promises);
        for (var priority : Priority.values()) {
            var topic = kit.topics().stepCommands(Topics.DEFAULT_QUEUE, priority);
            shares.put(
                    topic,
                    IntStream.range(0, COMMAND_PARTITIONS)
                            .mapToObj(i -> new SharePartition(log, topic, i))
                            .toList());
        }
        publishChildren();
        for (int i = 0; i < 2; i++) {
            coordinators.add(newCoordinator());
            workers.add(newWorker());
        }
        for (int i = 0; i < partitions; i++) {
            cluster.assign(i, coordinators.get(random.nextInt(coordinators.size())));
        }
    }

    private static AdmissionOptions limits() {
        var d = AdmissionOptions.defaults();
        var limit = new QueueLimit(OptionalInt.of(Promises.LIMIT), Optional.empty());
        return new AdmissionOptions(
                Map.of(Topics.DEFAULT_QUEUE, limit), d.others(), d.normalAgeing(), d.lowAgeing(), d.check());
    }

    private Rows rows(int partition, String store) {
        return cluster.changelog(partition, store);
    }

    private Map<String, Integer> topics() {
        var names = kit.topics();
        var topics = new TreeMap<String, Integer>();
        for (var source : Source.values()) {
            topics.put(source.topic(names), partitions);
        }
        topics.put(names.admission(), partitions);
        topics.put(names.signals(), partitions);
        topics.put(names.signalWaits(), partitions);
        topics.put(names.jobEvents(), partitions);
        topics.put(names.jobViews(), partitions);
        topics.put(names.deadLetters(), 1);
        topics.put(names.workerControls(), 1);
        for (var priority : Priority.values()) {
            topics.put(names.stepCommands(Topics.DEFAULT_QUEUE, priority), COMMAND_PARTITIONS);
        }
        return topics;
    }

    private void publishChildren() {
        for (int i = 0; i < Documents.CHILDREN.size(); i++) {
            var definition =
                    new WorkflowDefinition(Documents.CHILDREN.get(i), "1.0.0", Documents.child(i), START_MS, "");
            cluster.publish(definition.key(), kit.codecs().workflowDefinitions().encode(definition));
        }
    }

    /** By the brokers. */
    long nowMs() {
        return nowMs;
    }

    /** Time passes: heartbeats go out meanwhile, but not while everything stands still for very long. */
    void advance(long ms) {
        var step = ms > LONGEST_AWAKE_MS ? ms : BETWEEN_BEATS_MS;
        for (long left = ms; left > 0; left -= step) {
            nowMs += Math.min(step, left);
            running().forEach(this::beat);
        }
        cluster.expire();
    }

    void beat(DrivenWorker worker) {
        var leased = worker.beat();
        if (leased > 0) {
            tell(worker.id() + " renews " + leased + " leases");
        }
    }

    /** Workers that do not stand still. */
    List<DrivenWorker> running() {
        return workers.stream().filter(worker -> !standing.contains(worker)).toList();
    }

    /** A worker goes on that stood still: the first that it does is to look whether its leases still hold. */
    void goOn() {
        for (var worker : workers) {
            if (standing.remove(worker)) {
                tell(worker.id() + " goes on");
                beat(worker);
            }
        }
        checkTools();
    }

    /** I5. */
    void checkTools() {
        if (promises.granting()) {
            promises.running(running().stream().collect(Collectors.toMap(DrivenWorker::id, DrivenWorker::inTools)));
        }
    }

    void tell(String line) {
        transcript.add(nowMs - START_MS, line);
    }

    Coordinator newCoordinator() {
        var name = "c" + processes++;
        // A process that has seen no schema is dear to make.
        var parts = random.nextInt(8) == 0
                ? kit.coordinator(() -> registryAway, partitions, options)
                : kit.coordinator(partitions, options);
        return new Coordinator(name, cluster, parts, random, twist);
    }

    DrivenWorker newWorker() {
        return new DrivenWorker(new DrivenWorker.Parts(
                "w" + processes++,
                log,
                shares,
                kit.codecs(),
                kit.topics(),
                1 + random.nextInt(6),
                kit::runner,
                kit.meters(),
                this::nowMs,
                random));
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    List<Coordinator> awake() {
        return coordinators.stream().filter(c -> !paused.contains(c)).toList();
    }

    /** Gives a partition to somebody who is awake, in good order where its owner is awake as well. */
    void assign(int partition) {
        var to = any(awake());
        var owner = cluster.owner(partition);
        if (owner.isPresent() && !paused.contains(owner.get()) && !owner.get().close(partition)) {
            tell("partition " + partition + " cannot be handed over by " + owner.get());
            return;
        }
        cluster.assign(partition, to);
        tell("partition " + partition + " goes from "
                + owner.map(Coordinator::name).orElse("nobody") + " to " + to);
    }

    void stop() {
        workers.forEach(DrivenWorker::crash);
    }

    /** What must hold when faults are over and everything has come to an end. */
    void checkEnd(Set<String> asked) {
        assertThat(promises.jobs().keySet())
                .as("I1: every request has become a job")
                .containsAll(asked);
        assertThat(promises.allOver())
                .as("I4: no job waits for ever: %s", promises.waiting())
                .isTrue();
        assertThat(cluster.unread())
                .as("I14: every partition is read to its end")
                .isZero();
        assertThat(workers.stream().mapToInt(DrivenWorker::attempts).sum())
                .as("I7: nothing runs for jobs that have ended")
                .isZero();
        assertThat(shares.values().stream().flatMap(List::stream).flatMap(share -> share.archived().stream()))
                .as("I4: no command was given out until it was dropped")
                .isEmpty();
        kit.tally()
                .add(
                        "redelivered",
                        shares.values().stream()
                                .flatMap(List::stream)
                                .mapToLong(SharePartition::redeliveries)
                                .sum());
        promises.checkViews(log.entries(kit.topics().jobViews()));
    }
}
