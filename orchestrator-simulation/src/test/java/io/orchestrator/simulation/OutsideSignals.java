package io.orchestrator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.simulation.check.Promises;
import io.orchestrator.simulation.check.Waiting.Awaited;
import io.orchestrator.simulation.log.Entry;
import io.orchestrator.simulation.log.Outbound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Who tells of what happens outside and knows no job: early, late, twice, with what nobody waits for. */
final class OutsideSignals {

    /** Longer than any run: what is sent again is still known. */
    private static final long KEPT_MS = OutsideSignal.MAX_TTL_MS;

    private static final long SHORT_MS = 30_000;

    /** One of so many moves brings something. */
    private static final int SELDOM = 40;

    private static final byte[] FIRST = {};
    private static final byte[] BEHIND = {(byte) 0xff};

    private final World world;
    private final List<OutsideSignal> sent = new ArrayList<>();

    private final List<Entry> bad = new ArrayList<>();
    private final Random random;
    private final boolean listened;

    OutsideSignals(World world) {
        this.world = world;
        this.random = world.outside;
        this.listened = random.nextBoolean();
    }

    void act() {
        if (!listened || random.nextInt(SELDOM) > 0) {
            return;
        }
        if (random.nextInt(8) == 0) {
            spoil();
        } else if (sent.isEmpty() || random.nextInt(4) > 0) {
            var signal = signal();
            sent.add(signal);
            append(signal);
        } else {
            var again = sent.get(random.nextInt(sent.size()));
            if (again.ttlMs() == KEPT_MS) {
                append(again);
            }
        }
    }

    private void spoil() {
        var topics = world.kit.topics();
        var record = Outbound.of(
                random.nextBoolean() ? topics.signals() : topics.signalWaits(), "go0/s1", new byte[] {1, 2});
        bad.add(world.log.append(new Outbound(
                record.topic(),
                Outbound.BY_KEY,
                record.key(),
                record.value(),
                new RecordHeaders(List.of(new RecordHeader(Promises.FOREIGN, new byte[0]))))));
        world.tell("a bad record at " + bad.getLast().place());
    }

    private OutsideSignal signal() {
        var awaited = world.promises.jobs().keySet().stream()
                .flatMap(job -> world.promises.stillWaiting().awaited(job).stream())
                .filter(wait -> !wait.key().isEmpty() && wait.name().startsWith("go"))
                .toList();
        var any = awaited.isEmpty() || random.nextInt(3) == 0
                ? new Awaited("", "go" + random.nextInt(2), "s" + random.nextInt(6), Value.EMPTY)
                : awaited.get(random.nextInt(awaited.size()));
        var ttlMs = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> SHORT_MS;
            default -> KEPT_MS;
        };
        var id = "o" + sent.size();
        return new OutsideSignal(id, any.name(), any.key(), Value.of(id), ttlMs, "shop", world.nowMs());
    }

    private void append(OutsideSignal signal) {
        var record = Outbound.of(
                world.kit.topics().signals(),
                OutsideSignal.recordKey(signal.name(), signal.key()),
                world.kit.codecs().signals().encode(signal));
        // Some clients partition by a hash of their own.
        var anywhere = random.nextInt(10) == 0;
        var entry = world.log.append(anywhere ? record.to(random.nextInt(world.cluster.partitions())) : record);
        world.tell("somebody tells of " + signal + " at " + entry.place());
    }

    /**
     * Every one has reached a job, is kept, or is a dead letter; none has reached two jobs of a workflow; and nobody is
     * believed to wait whose job is over.
     *
     * @param letters places of the records of which there are dead letters
     */
    void check(Set<String> letters) {
        var reached = reached();
        reached.forEach((id, jobs) -> {
            var workflows = jobs.stream().map(world.promises::workflow).toList();
            assertThat(workflows)
                    .as("signal %s reaches one job of each workflow: %s", id, jobs)
                    .doesNotHaveDuplicates();
        });
        assertThat(letters)
                .as("I14: bad records have dead letters")
                .containsAll(bad.stream().map(Entry::place).toList());
        var kept = kept();
        var lost = lost(letters);
        for (var signal : sent) {
            assertThat(reached.containsKey(signal.id()) || kept.contains(signal.id()) || lost.contains(signal.id()))
                    .as("%s has not been forgotten", signal)
                    .isTrue();
        }
        world.kit.tally().add("signal correlated", reached.size());
        world.kit.tally().add("signal lost", lost.size());
    }

    /** The jobs that were told of each signal. */
    private Map<String, Set<String>> reached() {
        var reached = new TreeMap<String, Set<String>>();
        for (var entry : world.log.entries(world.kit.topics().jobControls())) {
            // What clients want is in no transaction.
            if (entry.transaction() == null || !entry.committed()) {
                continue;
            }
            var control = world.kit.codecs().jobControls().decode(entry.bytes());
            if (control.wish() instanceof Wish.Signal signal) {
                var id = control.controlId().substring(control.controlId().lastIndexOf('/') + 1);
                assertThat(signal.payload()).isEqualTo(Value.of(id));
                assertThat(reached.computeIfAbsent(id, o -> new TreeSet<>()).add(control.jobId()))
                        .as("%s is told once of %s", control.jobId(), id)
                        .isTrue();
            }
        }
        return reached;
    }

    /** Those that are still kept; whoever waits is not over. */
    private Set<String> kept() {
        var kept = new HashSet<String>();
        var codec = new StateCodec();
        for (int i = 0; i < world.cluster.partitions(); i++) {
            world.cluster.changelog(i, Stores.CORRELATIONS).forEach(FIRST, BEHIND, (key, value) -> {
                var row = new String(key, StandardCharsets.UTF_8);
                assertThat(row).as("nobody waits whose job is over").doesNotContain("\0w");
                kept.add(codec.keptSignal(value).signal().id());
            });
        }
        return kept;
    }

    private Set<String> lost(Set<String> letters) {
        var lost = new HashSet<String>();
        for (var entry : world.log.entries(world.kit.topics().signals())) {
            if (entry.headers().lastHeader(Promises.FOREIGN) == null && letters.contains(entry.place())) {
                lost.add(world.kit.codecs().signals().decode(entry.bytes()).id());
            }
        }
        return lost;
    }
}
