package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Blow.Action;
import io.orchestrator.cli.chaos.Checker.Evidence;
import io.orchestrator.cli.stack.TopicSettings;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.codec.Codecs;
import io.orchestrator.config.Settings;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.topics.TopicAdmin;
import io.orchestrator.topics.TopicManifest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** One run, from the first process to the last. Used once; {@link #stop} may come from another thread. */
public final class Chaos {

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration REFERENCE = Duration.ofMinutes(2);
    private static final Duration TOLD = Duration.ofSeconds(10);
    private static final long LOOK_MS = 100;

    private final ChaosConfig config;
    private final Consumer<String> progress;
    private final Stopwatch stopwatch = Stopwatch.start();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param progress is told a line now and then */
    public Chaos(ChaosConfig config, Consumer<String> progress) {
        this.config = config;
        this.progress = progress;
    }

    /** Ends the run as soon as possible; {@link #run} throws. */
    public void stop() {
        stopped.countDown();
    }

    /**
     * Starts everything, breaks it, checks it, ends it.
     *
     * @throws ChaosException where it cannot, or was stopped
     */
    public Report run() {
        config.folders().create();
        var fleet = Fleet.create(config);
        // A process that is being ended must not be started again: whoever starts them is closed first.
        try (fleet) {
            start(fleet);
            return underLoad(fleet);
        }
    }

    private void start(Fleet fleet) {
        begin(fleet, List.of(Kind.BROKER));
        begin(fleet, List.of(Kind.REGISTRY));
        applyTopics(fleet);
        begin(fleet, List.of(Kind.COORDINATOR, Kind.WORKER));
    }

    private void begin(Fleet fleet, List<Kind> kinds) {
        var members = kinds.stream().flatMap(kind -> fleet.of(kind).stream()).toList();
        members.forEach(Member::start);
        var names = members.stream().map(Member::incarnation).collect(Collectors.joining(", "));
        await(START, "the start of " + names, () -> {
            members.stream().filter(Member::died).findFirst().ifPresent(dead -> {
                throw new ChaosException(dead.incarnation() + " cannot start: "
                        + dead.text().strip() + " (its log is in the data folder, which --keep leaves there)");
            });
            return members.stream().allMatch(Member::ready);
        });
        progress.accept(String.format(Locale.ROOT, "%5.1f s: started %s", stopwatch.ms() / 1000.0, names));
    }

    private ClientConfig client(Fleet fleet) {
        return new ClientConfig(
                fleet.bootstrap(),
                Map.of(),
                Map.of("schema.registry.url", fleet.registry()),
                manifest().topics());
    }

    private TopicManifest manifest() {
        var size = config.size();
        return TopicSettings.read(
                Settings.read(Optional.empty(), Map.of(), config.settings()),
                new TopicSettings.Shape(size.partitions(), size.replicas()));
    }

    private void applyTopics(Fleet fleet) {
        var client = client(fleet);
        try (var admin = admin(fleet);
                var registry = HttpSchemaRegistryClient.create(client.registryProperties())) {
            new TopicAdmin(admin).apply(manifest());
            Codecs.create(registry, client.topics()).registerAll();
        }
    }

    private static Admin admin(Fleet fleet) {
        return Admin.create(Map.of("bootstrap.servers", fleet.bootstrap(), "enable.metrics.push", "false"));
    }

    private Report underLoad(Fleet fleet) {
        try (var admin = admin(fleet);
                var client = OrchestratorClient.create(client(fleet));
                var events = new Events(client(fleet));
                var tail = Tail.start(events, stopwatch);
                var load = new Load(client, config)) {
            config.workload().definitions().forEach(client::publish);
            var workload = reference(load, tail);
            try (var havoc = new Havoc(fleet, stopwatch, () -> Replicas.inSync(admin), load::probe)) {
                var begun = stopwatch.ms();
                strike(havoc, load, tail);
                var loaded = stopwatch.ms();
                settle(fleet, load, tail, havoc);
                var settled = stopwatch.ms();
                progress.accept("checking ...");
                var evidence = evidence(workload, load, tail, events);
                progress.accept("verifying what is stored ...");
                var stored = StoredState.of(fleet, config);
                return report(evidence, stored, load, havoc, List.of(loaded - begun, settled - loaded));
            }
        }
    }

    /** The workload with how its jobs end undisturbed, where the workload itself does not say it. */
    private Workload reference(Load load, Tail tail) {
        var jobId = load.reference();
        await(REFERENCE, "the job before the first blow", () -> {
            tail.check();
            return tail.end(jobId).isPresent();
        });
        var outcome = tail.end(jobId).flatMap(Checker::outcome).orElseThrow();
        progress.accept(
                "the job before the first blow ended: " + outcome.status().word());
        return config.workload().expected().isPresent()
                ? config.workload()
                : config.workload().expecting(outcome);
    }

    private void strike(Havoc havoc, Load load, Tail tail) {
        var begun = stopwatch.ms();
        var lasts = config.pace().load().toMillis();
        havoc.begin(Blow.schedule(config.size(), config.pace()));
        var submitted = 0L;
        var told = begun;
        while (stopwatch.ms() - begun < lasts) {
            var due = (long) ((stopwatch.ms() - begun) * config.pace().jobsPerSecond() / 1000);
            for (; submitted < due; submitted++) {
                load.tick();
            }
            if (stopwatch.ms() - told >= TOLD.toMillis()) {
                told = stopwatch.ms();
                tell(begun, havoc, load, tail);
            }
            tail.check();
            havoc.check();
            pause();
        }
    }

    private void tell(long begun, Havoc havoc, Load load, Tail tail) {
        progress.accept(String.format(
                Locale.ROOT,
                "%4d s: %d jobs submitted, %d ended; %d kills, %d stops",
                (stopwatch.ms() - begun) / 1000,
                load.acknowledgedCount(),
                tail.endedCount(),
                havoc.count(Action.KILL),
                havoc.count(Action.PAUSE)));
    }

    /** Until everything runs again and every job has ended, or the time for that is over: the checker tells which have not. */
    private void settle(Fleet fleet, Load load, Tail tail, Havoc havoc) {
        var begun = stopwatch.ms();
        var told = begun;
        while (stopwatch.ms() - begun < config.pace().settle().toMillis()) {
            var calm = fleet.all().stream().allMatch(Member::ready) && load.underWay() == 0;
            if (calm
                    && load.asked().stream()
                            .allMatch(job -> tail.end(job.jobId()).isPresent())) {
                return;
            }
            if (stopwatch.ms() - told >= TOLD.toMillis()) {
                told = stopwatch.ms();
                tell(begun, havoc, load, tail);
            }
            tail.check();
            havoc.check();
            pause();
        }
    }

    private Evidence evidence(Workload workload, Load load, Tail tail, Events events) {
        var asked = load.asked().stream().collect(Collectors.toMap(Submitted::jobId, job -> job));
        // Before the events are read to their end: what still runs goes on meanwhile.
        var arrivals = tail.arrivals();
        return new Evidence(
                workload,
                asked,
                asked.keySet().stream().filter(load::acknowledged).collect(Collectors.toSet()),
                events.byJob(),
                events.views(),
                events.deadLetters(),
                arrivals,
                Ledger.read(config.folders().ledger()),
                LimitCheck.limits(config.settings()));
    }

    /** @param times how long the load and the settling lasted, in milliseconds */
    private Report report(Evidence evidence, StoredState stored, Load load, Havoc havoc, List<Long> times) {
        var counted = Counts.of(evidence);
        var jobs = new Report.Jobs(
                evidence.acknowledged().size(),
                counted.terminal(),
                load.repeated(),
                load.leftOut(),
                counted.refolded(),
                counted.events(),
                times.getFirst(),
                times.getLast());
        return new Report(
                config,
                jobs,
                counted.runs(),
                havoc.hits(),
                havoc.withheld(),
                havoc.deaths(),
                Recoveries.of(havoc.hits(), load.asked(), evidence.arrivals()),
                stored.summary(),
                Stream.of(Checker.check(evidence), stored.violations())
                        .flatMap(List::stream)
                        .toList());
    }

    private void await(Duration patience, String what, BooleanSupplier done) {
        var begun = stopwatch.ms();
        while (!done.getAsBoolean()) {
            if (stopwatch.ms() - begun > patience.toMillis()) {
                throw new ChaosException(what + " takes longer than " + patience.toSeconds() + " s; look into "
                        + config.folders().outputs() + " with --keep");
            }
            pause();
        }
    }

    private void pause() {
        try {
            if (stopped.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
                throw new ChaosException("interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted", e);
        }
    }
}
