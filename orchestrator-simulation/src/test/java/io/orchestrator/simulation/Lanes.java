package io.orchestrator.simulation;

import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Priority;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.loop.DrivenWorker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The moves of workers, in the order in which a lane makes them: acquire, accept early, acknowledge. */
final class Lanes {

    /** The longest part of a command that its result repeats. */
    private static final int MAX_ECHO = 40;

    private final World world;
    private int runs;

    /** A tool that ends the process it runs in. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Lanes(World world) {
        this.world = world;
    }

    /** One move of one worker, by chance. */
    void move() {
        var worker = world.any(world.running());
        var priority = world.any(List.of(Priority.values()));
        var choice = world.random.nextInt(100);
        if (choice < 40) {
            goOn(worker);
        } else if (choice < 75) {
            turn(worker, priority);
        } else if (choice < 85) {
            hear(worker, 1 + world.random.nextInt(4));
        } else if (choice < 95) {
            world.beat(worker);
        } else {
            worker.flush(priority);
        }
        world.checkTools();
    }

    private void hear(DrivenWorker worker, int most) {
        for (int heard = 0; heard < most && hear(worker); heard++) {
            world.checkTools();
        }
    }

    private boolean hear(DrivenWorker worker) {
        var heard = worker.hear();
        if (heard) {
            world.tell(worker.id() + " hears an order");
        }
        return heard;
    }

    private boolean goOn(DrivenWorker worker) {
        var what = worker.goOn(this::result);
        if (!what.isEmpty()) {
            world.tell(worker.id() + " goes on at the " + what);
        }
        return !what.isEmpty();
    }

    /** The next move of a lane. */
    private boolean turn(DrivenWorker worker, Priority priority) {
        var lane = worker.id() + " " + priority;
        if (worker.inHand(priority) == 0) {
            if (!worker.hasRoom() && world.random.nextInt(4) > 0) {
                return false;
            }
            var count = worker.acquire(priority);
            if (count > 0) {
                world.tell(lane + " acquires " + count);
            }
            return count > 0;
        }
        if (world.settled.add(lane)) {
            worker.acceptEarly(priority);
            world.tell(lane + " accepts early");
        } else {
            world.settled.remove(lane);
            worker.acknowledge(priority);
            world.tell(lane + " acknowledges");
        }
        return true;
    }

    void forget(DrivenWorker worker) {
        for (var priority : Priority.values()) {
            world.settled.remove(worker.id() + " " + priority);
        }
    }

    /** A worker does all that it can; whether that was anything. */
    boolean calm(DrivenWorker worker) {
        var moved = false;
        while (hear(worker)) {
            moved = true;
        }
        for (var priority : Priority.values()) {
            var idle = worker.inHand(priority) == 0;
            if (!idle || worker.hasRoom()) {
                moved |= turn(worker, priority);
            }
            while (goOn(worker)) {
                world.checkTools();
                moved = true;
            }
            while (worker.inHand(priority) > 0) {
                turn(worker, priority);
            }
            worker.flush(priority);
        }
        world.beat(worker);
        world.checkTools();
        return moved;
    }

    /** The first word of the command says how it goes. */
    private TaskResult result(StepCommand command, Random random) {
        var text =
                command.call() instanceof Call.Tool tool && tool.parameters().get("command") instanceof Value.Text given
                        ? given.value()
                        : "";
        if (text.startsWith("die")) {
            throw new Death();
        }
        if (text.startsWith("bad") || (text.startsWith("flaky") && random.nextInt(3) == 0)) {
            return failed(FailureKind.INVALID);
        }
        if (text.startsWith("flaky") && random.nextBoolean()) {
            return failed(random.nextBoolean() ? FailureKind.TIMEOUT : FailureKind.UNAVAILABLE);
        }
        var run = "run " + String.format("%04d", ++runs);
        world.promises.executed(run, command, text);
        var result = new LinkedHashMap<String, Value>();
        var said = SealedText.mask(text);
        result.put("stdout", Value.of(said.substring(0, Math.min(said.length(), MAX_ECHO)) + " " + run));
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", Value.of(result));
        envelope.put("success", Value.of(!text.startsWith("sad")));
        envelope.put("error", text.startsWith("sad") ? Value.of("sad") : Value.Null.NULL);
        return new TaskResult.Done(Value.of(envelope), Optional.empty());
    }

    private static TaskResult failed(FailureKind kind) {
        return new TaskResult.Failed(Failure.of(kind, "TEST", "it was to fail"));
    }
}
