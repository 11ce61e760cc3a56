package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.state.Due;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.BoundedCache;
import io.orchestrator.coordinator.store.Commitment;
import io.orchestrator.coordinator.store.Writes;
import io.orchestrator.coordinator.wire.Outbox;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.workflow.Handover;
import io.orchestrator.engine.Decision;
import io.orchestrator.engine.Effect;
import io.orchestrator.engine.JobState;
import io.orchestrator.engine.Searchable;
import io.orchestrator.plan.Plan;
import java.util.ArrayList;
import org.apache.kafka.common.utils.Bytes;

/** Encodes decisions. */
final class Committer {

    /** Jobs whose last view is remembered. */
    static final int MAX_VIEWS = 10_000;

    private final StateCodec codec;
    private final Outbox outbox;
    private final JobOptions options;
    private final Handover handover;
    private final Slimming slimming;
    /** When a running job's view was written last; forgetting it costs one more view. */
    private final BoundedCache<String, Long> viewedAtMs = new BoundedCache<>(MAX_VIEWS);

    Committer(StateCodec codec, Outbox outbox, JobOptions options, Handover handover, Slimming slimming) {
        this.codec = codec;
        this.outbox = outbox;
        this.options = options;
        this.handover = handover;
        this.slimming = slimming;
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
                case Effect.Dispatch dispatch -> commands.add(outbox.command(slimming.command(dispatch.command())));
                case Effect.Publish publish -> outgoing.add(outbox.emit(slimming.command(publish.command())));
                case Effect.Grant grant -> outgoing.add(outbox.control(grant.control()));
                case Effect.Interrupt interrupt -> outgoing.add(outbox.control(interrupt.control()));
                case Effect.AskLease ask -> outgoing.add(outbox.question(ask.question()));
                case Effect.AskLane ask -> outgoing.add(outbox.asked(ask.request()));
                case Effect.StartJob start ->
                    outgoing.add(outbox.request(handover.of(slimming.request(start.request()))));
                case Effect.ControlJob cancel -> outgoing.add(outbox.control(cancel.control()));
                case Effect.TellParent tell -> {
                    slimming.carry(tell.ended());
                    outgoing.add(outbox.ended(tell.ended()));
                }
                case Effect.TellWait tell -> outgoing.add(outbox.wait(tell.change()));
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
                Writes.header(codec, before, after),
                Bytes.wrap(codec.encode(after.root())),
                Writes.leaves(codec, before, after),
                Writes.dropped(before, after),
                timers,
                commands,
                outgoing);
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
