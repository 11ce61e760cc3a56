package io.orchestrator.simulation;

import io.orchestrator.model.JobControl;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.simulation.check.Waiting.Awaited;
import io.orchestrator.simulation.log.Outbound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients want of jobs at any moment: also twice, too late, unfit, and with what they believe to be the last event. */
final class Wishes {

    private static final int MOST_CHECKPOINTS = 6;

    private final World world;
    private final List<JobControl> sent = new ArrayList<>();
    private int ids;

    Wishes(World world) {
        this.world = world;
    }

    /** A wish for any job that was asked for, by clients or by steps. */
    void act(Set<String> asked) {
        if (!sent.isEmpty() && world.random.nextInt(6) == 0) {
            send(world.any(sent));
            return;
        }
        var jobs = new ArrayList<>(world.promises.jobs().keySet());
        jobs.addAll(asked);
        if (!jobs.isEmpty()) {
            var id = world.any(jobs);
            send(id, wish(id), expected(id));
        }
    }

    /** The last event that the client knows of; often it does not care. */
    private long expected(String jobId) {
        return switch (world.random.nextInt(6)) {
            case 0 -> world.promises.sequence(jobId);
            case 1 -> 1 + world.random.nextInt(20);
            default -> 0;
        };
    }

    private void send(String jobId, Wish wish, long expected) {
        var control = new JobControl("c" + ids++, jobId, wish, "so", "ann", world.nowMs(), Optional.empty(), expected);
        sent.add(control);
        send(control);
    }

    private void send(JobControl control) {
        world.log.append(Outbound.of(
                world.kit.topics().jobControls(),
                control.jobId(),
                world.kit.codecs().jobControls().encode(control)));
        world.tell("a client wants " + control.controlId() + " of " + control.jobId() + ": " + control.wish());
    }

    private Wish wish(String jobId) {
        Random random = world.random;
        return switch (random.nextInt(26)) {
            case 0 -> new Wish.Cancel();
            case 1, 2, 3 -> new Wish.Pause(random.nextBoolean());
            case 4, 5, 6 -> new Wish.Resume();
            case 7, 8 -> new Wish.Retry(1 + random.nextInt(3), 100L * random.nextInt(60));
            case 9 -> new Wish.Rerun("s" + random.nextInt(6), inputs(random));
            case 10, 11 -> new Wish.Restore(1 + random.nextInt(MOST_CHECKPOINTS));
            case 12 -> new Wish.Rollback(1 + random.nextInt(80));
            case 13, 14 -> new Wish.SetVariable("v" + random.nextInt(2), Value.of(random.nextInt(100)));
            case 15 -> new Wish.SetPriority(world.any(List.of(Priority.values())));
            case 16, 17, 18 -> new Wish.MakeCheckpoint("mine");
            case 19 -> new Wish.DropCheckpoint(1 + random.nextInt(MOST_CHECKPOINTS));
            case 20 -> new Wish.Archive();
            default -> signal(jobId, random);
        };
    }

    private static Value.Dict inputs(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Value.EMPTY;
            case 1 -> Value.of(Map.of("n", Value.of(random.nextInt(8))));
            default -> Value.of(Map.of("nobody", Value.of("knows")));
        };
    }

    /** For a step that waits, or did; early, where none has waited yet; sometimes with what is of no use. */
    private Wish signal(String jobId, Random random) {
        var awaited = world.promises.stillWaiting().awaited(jobId);
        if (awaited.isEmpty() || random.nextInt(4) == 0) {
            var key = random.nextBoolean() ? "" : "s" + random.nextInt(8);
            return new Wish.Signal("go" + random.nextInt(2), key, Value.of(random.nextInt(10)));
        }
        var wait = world.any(awaited);
        return new Wish.Signal(
                wait.name(), wait.key(), random.nextInt(4) == 0 ? Value.of("perhaps") : answer(wait, random));
    }

    private static Value answer(Awaited wait, @Nullable Random random) {
        if (!(wait.prompt().get("kind") instanceof Value.Text kind)
                || !kind.value().equals("approval")) {
            return Value.of(1);
        }
        var approved = random == null || random.nextInt(4) > 0;
        return Value.of(Map.of("approved", Value.of(approved), "reason", Value.of("it is good so")));
    }

    /** Whatever only a client can end is ended: pauses and waits. */
    void help() {
        world.promises.jobs().forEach((id, over) -> {
            if (over) {
                return;
            }
            if (world.promises.stillWaiting().isHeld(id)) {
                send(id, new Wish.Resume(), 0);
            }
            for (Awaited wait : world.promises.stillWaiting().awaited(id)) {
                send(id, new Wish.Signal(wait.name(), wait.key(), answer(wait, null)), 0);
            }
        });
    }
}
