package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.state.Due;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.coordinator.store.BoundedCache;
import io.orchestrator.coordinator.store.Commitment;
import io.orchestrator.coordinator.store.Commitment.Leaf;
import io.orchestrator.coordinator.store.JobStores;
import io.orchestrator.coordinator.wire.Outbox;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.engine.Decision;
import io.orchestrator.engine.Effect;
import io.orchestrator.engine.JobState;
import io.orchestrator.engine.Searchable;
import io.orchestrator.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Encodes decisions. */
final class Committer {

    /** Jobs whose last view is remembered. */
    static final int MAX_VIEWS = 10_000;

    private final StateCodec codec;
    private final Outbox outbox;
    private final JobOptions options;
    /** When a running job's view was written last; forgetting it costs one more view. */
    private final BoundedCache<String, Long> viewedAtMs = new BoundedCache<>(MAX_VIEWS);

    Committer(StateCodec codec, Outbox outbox, JobOptions options) {
        this.codec = codec;
        this.outbox = outbox;
        this.options = options;
    }

    /** @param plan tells what the view holds; {@link Plan#NONE} where there is none */
    Commitment of(Plan plan, JobState before, Decision decision, long atMs) {
        var after = decision.state();
        var jobId = after.header().jobId();
        var timers = new ArrayList<Due>();
        var commands = new ArrayList<Outgoing>();
        var outgoing = new ArrayList<Outgoing>();
        decision.events().forEach(event -> outgoing.add(outbox.event(event)));
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.Dispatch dispatch -> commands.add(outbox.command(dispatch.command()));
                case Effect.Grant grant -> outgoing.add(outbox.control(grant.control()));
                case Effect.Interrupt interrupt -> outgoing.add(outbox.control(interrupt.control()));
                case Effect.StartJob start -> outgoing.add(outbox.request(start.request()));
                case Effect.ControlJob cancel -> outgoing.add(outbox.control(cancel.control()));
                case Effect.TellParent tell -> outgoing.add(outbox.ended(tell.ended()));
                case Effect.SetTimer set -> timers.add(new Due.Step(set.timer()));
            }
        }
        if (viewed(before, after, atMs)) {
            outgoing.add(outbox.view(after.header(), after.root(), Searchable.values(plan, after)));
        }
        var ends = ends(before, after);
        if (ends) {
            timers.add(new Due.ForgetJob(jobId, atMs + options.retention().toMillis()));
            timers.add(new Due.ForgetView(jobId, atMs + options.viewRetention().toMillis()));
        }
        return new Commitment(
                jobId,
                ends,
                header(before, after),
                Bytes.wrap(codec.encode(after.root())),
                leaves(before, after),
                dropped(before, after),
                timers,
                commands,
                outgoing);
    }

    /** Of a new job, or where its inputs have changed. */
    private Commitment.@Nullable Header header(JobState before, JobState after) {
        var written = after.root().versions().header();
        if (before.exists() && before.header().equals(after.header())) {
            return null;
        }
        return written == after.root().versions().generation()
                ? new Commitment.Header(
                        JobStores.headerKey(after.header().jobId(), written), Bytes.wrap(codec.encode(after.header())))
                : null;
    }

    private List<Leaf> leaves(JobState before, JobState after) {
        var jobId = after.header().jobId();
        var changes = after.changes();
        var generation = after.root().versions().generation();
        var leaves = new ArrayList<Leaf>();
        changes.steps()
                .forEach((path, step) ->
                        leaves.add(leaf(StateKeys.at(StateKeys.step(jobId, path), generation), codec.encode(step))));
        changes.frames()
                .forEach((path, frame) ->
                        leaves.add(leaf(StateKeys.at(StateKeys.frame(jobId, path), generation), codec.encode(frame))));
        changes.items()
                .forEach((path, part) ->
                        leaves.add(leaf(StateKeys.at(StateKeys.items(jobId, path), generation), codec.encode(part))));
        changes.variables()
                .forEach((path, variable) -> leaves.add(
                        leaf(StateKeys.at(StateKeys.variable(jobId, path), generation), codec.encode(variable))));
        var signals = changes.signals();
        if (signals != null) {
            leaves.add(leaf(StateKeys.at(StateKeys.signals(jobId), generation), codec.encode(signals)));
        }
        var checkpoints = changes.checkpoints();
        if (checkpoints != null) {
            leaves.add(leaf(StateKeys.checkpoints(jobId), codec.encode(checkpoints)));
        }
        var last = after.root().versions().checkpoints();
        if (before.exists() && before.root().versions().checkpoints() < last) {
            leaves.add(leaf(StateKeys.saved(jobId, last), codec.encode(before.root())));
        }
        return leaves;
    }

    /** The roots of checkpoints that are not kept any more. */
    private static List<Bytes> dropped(JobState before, JobState after) {
        if (after.changes().checkpoints() == null) {
            return List.of();
        }
        var kept = after.checkpoints();
        return before.checkpoints().stream()
                .filter(one -> !kept.contains(one))
                .map(one -> Bytes.wrap(StateKeys.saved(after.header().jobId(), one.number())))
                .toList();
    }

    private static Leaf leaf(byte[] key, byte[] value) {
        return new Leaf(Bytes.wrap(key), Bytes.wrap(value));
    }

    /** Whether a view is to be written now. */
    private boolean viewed(JobState before, JobState after, long atMs) {
        var jobId = after.header().jobId();
        if (after.root().status().terminal()) {
            viewedAtMs.remove(jobId);
            return true;
        }
        if (before.exists() && before.root().status() != after.root().status()) {
            viewedAtMs.put(jobId, atMs);
            return true;
        }
        var last = viewedAtMs.get(jobId);
        if (last != null && atMs - last < options.viewInterval().toMillis()) {
            return false;
        }
        viewedAtMs.put(jobId, atMs);
        return true;
    }

    private static boolean ends(JobState before, JobState after) {
        var sameBefore =
                before.exists() && before.root().status() == after.root().status();
        return !sameBefore && after.root().status().terminal();
    }
}
