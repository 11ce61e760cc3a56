package io.orchestrator.cli.chaos;

import io.orchestrator.cli.chaos.Blow.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Strikes the processes as planned, starts again what was killed or died, and wakes what was stopped. */
final class Havoc implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Havoc.class);
    private static final long LOOK_MS = 500;

    private final Fleet fleet;
    private final Stopwatch stopwatch;
    private final BooleanSupplier inSync;
    private final Consumer<Hit> onKill;
    private final List<Hit> hits = new ArrayList<>();
    private final List<String> deaths = new ArrayList<>();
    private final AtomicInteger withheld = new AtomicInteger();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("chaos-havoc").factory());
    private volatile @Nullable RuntimeException failure;

    /**
     * @param inSync whether every copy in the cluster is complete: another broker may be struck
     * @param onKill told right after a process was killed; must not block
     */
    Havoc(Fleet fleet, Stopwatch stopwatch, BooleanSupplier inSync, Consumer<Hit> onKill) {
        this.fleet = fleet;
        this.stopwatch = stopwatch;
        this.inSync = inSync;
        this.onKill = onKill;
    }

    /** Begins now; the last blow falls when the load ends. */
    @SuppressWarnings("FutureReturnValueIgnored") // what goes wrong is kept in failure
    void begin(List<Blow> blows) {
        executor.scheduleWithFixedDelay(guarded(this::startDead), LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        blows.forEach(blow -> later(() -> strike(blow), blow.atMs()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what goes wrong is kept in failure
    private void later(Runnable action, long delayMs) {
        executor.schedule(guarded(action), delayMs, TimeUnit.MILLISECONDS);
    }

    private Runnable guarded(Runnable action) {
        return () -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("A blow failed", e);
                failure = e;
            }
        };
    }

    private void strike(Blow blow) {
        var member = fleet.of(blow.kind()).get(blow.index());
        if (!member.ready() || (blow.kind() == Kind.BROKER && !mayLoseABroker())) {
            withheld.incrementAndGet();
            return;
        }
        var hit = new Hit(blow, member.incarnation(), stopwatch.ms());
        LOG.info("{} {} for {} ms", blow.action(), hit.member(), blow.forMs());
        add(hit);
        switch (blow.action()) {
            case KILL -> {
                member.kill();
                onKill.accept(hit);
                later(member::start, blow.forMs());
            }
            case PAUSE -> {
                member.pause();
                later(member::resume, blow.forMs());
            }
        }
    }

    private boolean mayLoseABroker() {
        return fleet.brokersDown() < fleet.brokersBorne() && inSync.getAsBoolean();
    }

    private void startDead() {
        for (Member member : fleet.all()) {
            if (member.died()) {
                var words = member.text().strip().lines().toList();
                var death = member.incarnation() + (words.isEmpty() ? "" : ": " + words.getLast());
                LOG.warn("{} ended by itself", death);
                synchronized (deaths) {
                    deaths.add(death);
                }
                member.start();
            }
        }
    }

    private void add(Hit hit) {
        synchronized (hits) {
            hits.add(hit);
        }
    }

    List<Hit> hits() {
        synchronized (hits) {
            return List.copyOf(hits);
        }
    }

    long count(Action action) {
        return hits().stream().filter(hit -> hit.blow().action() == action).count();
    }

    /** Processes that ended though nobody struck them, each with its last words; they were started again. */
    List<String> deaths() {
        synchronized (deaths) {
            return List.copyOf(deaths);
        }
    }

    /** Blows that did not fall: the process was down already, or one broker more was too many. */
    int withheld() {
        return withheld.get();
    }

    /** @throws ChaosException where a blow could not be struck */
    void check() {
        var why = failure;
        if (why != null) {
            throw new ChaosException("a blow failed: " + why.getMessage(), why);
        }
    }

    /** No further starts. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.error("A blow does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
