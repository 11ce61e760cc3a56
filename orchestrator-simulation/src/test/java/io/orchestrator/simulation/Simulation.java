package io.orchestrator.simulation;

import io.orchestrator.simulation.coordinator.Coordinator;
import io.orchestrator.simulation.coordinator.Twist;
import io.orchestrator.simulation.log.SharePartition;
import io.orchestrator.worker.loop.DrivenWorker;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * One run by seed: for a while anything happens, then faults are over and everything must come to its end. The seed and
 * the commit give the same run again.
 */
final class Simulation {

    private static final int MIN_MOVES = 100;
    private static final int MAX_MOVES = 400;

    private static final int LONG_JUMP_MS = 3 * 3_600_000;

    /** Rounds until everything has ended, at most; a round is all that can be done at one moment. */
    private static final int MAX_ROUNDS = 3_000;

    /** So often nothing moves before clients do what jobs wait for. */
    private static final int ROUNDS_WITHOUT_HELP = 4;

    private final long seed;
    private final World world;
    private final Lanes lanes;
    private final Clients clients;

    private Simulation(long seed, Kit kit, Twist twist) {
        this.seed = seed;
        this.world = new World(seed, kit, twist);
        this.lanes = new Lanes(world);
        this.clients = new Clients(world);
    }

    /**
     * Runs a seed.
     *
     * @return a number that is equal for equal runs
     * @throws AssertionError where a promise is broken; it names the seed and shows the last moves
     */
    static long run(long seed, Kit kit, Twist twist) {
        return new Simulation(seed, kit, twist).run();
    }

    private long run() {
        try {
            var moves = MIN_MOVES + world.random.nextInt(MAX_MOVES - MIN_MOVES);
            clients.submit();
            for (int i = 0; i < moves; i++) {
                clients.outside();
                move();
            }
            calmDown();
            world.checkEnd(clients.asked());
            clients.checkLetters();
            return world.transcript.digest();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "\n" + world.transcript
                            + "\nagain: ./mvnw test -pl orchestrator-simulation -am -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
                            + " -Dsimulation.seed=" + seed,
                    e);
        } finally {
            world.stop();
        }
    }

    private void move() {
        var choice = world.random.nextInt(100);
        if (choice < 42) {
            coordinate(world.any(world.awake()));
        } else if (choice < 77) {
            lanes.move();
        } else if (choice < 85) {
            passTime();
        } else if (choice < 93) {
            clients.act();
        } else {
            fault();
        }
    }

    private void coordinate(Coordinator coordinator) {
        var choice = world.random.nextInt(100);
        if (choice < 70) {
            var what = coordinator.processOne();
            if (!what.isEmpty()) {
                world.tell(coordinator.name() + " processes " + what);
            }
        } else if (choice < 82) {
            if (coordinator.tick()) {
                world.tell(coordinator.name() + " fires timers");
            }
        } else if (coordinator.inTransaction()) {
            world.tell(coordinator.name() + (coordinator.commit() ? " commits" : " is fenced"));
        }
    }

    private void passTime() {
        var choice = world.random.nextInt(100);
        var most = choice < 75 ? 200 : choice < 96 ? 4_000 : choice < 99 ? 60_000 : LONG_JUMP_MS;
        world.advance(1 + world.random.nextInt(most));
    }

    private void fault() {
        switch (world.random.nextInt(15)) {
            case 0 -> crash(world.any(world.coordinators));
            case 1 -> pause(world.any(world.coordinators));
            case 2 -> resume();
            case 3 -> {
                var coordinator = world.any(world.awake());
                coordinator.abortAndRestart();
                world.tell(coordinator + " aborts");
            }
            case 4, 5, 6 -> world.assign(world.random.nextInt(world.cluster.partitions()));
            case 7 -> crash(world.any(world.workers));
            case 8 -> drain(world.any(world.workers));
            case 9 -> skew(world.any(world.coordinators));
            case 10 -> registry();
            case 11 -> stand(world.any(world.workers));
            case 12 -> world.goOn();
            case 13 -> cut(world.any(world.workers));
            default -> world.any(world.workers).failToPublish(1 + world.random.nextInt(4));
        }
    }

    private void crash(Coordinator coordinator) {
        world.tell(coordinator + " crashes");
        coordinator.crash();
        world.paused.remove(coordinator);
        world.coordinators.remove(coordinator);
        world.coordinators.add(world.newCoordinator());
    }

    /** It stands still, and some of what it has goes to others. */
    private void pause(Coordinator coordinator) {
        if (world.awake().size() > 1 && world.paused.add(coordinator)) {
            world.tell(coordinator + " stands still");
            for (int i = 0; i < world.cluster.partitions(); i++) {
                if (world.cluster.owner(i).equals(Optional.of(coordinator)) && world.random.nextInt(3) > 0) {
                    world.assign(i);
                }
            }
        }
    }

    private void resume() {
        world.paused.stream().findFirst().ifPresent(coordinator -> {
            world.paused.remove(coordinator);
            world.tell(coordinator + " goes on");
        });
    }

    private void crash(DrivenWorker worker) {
        world.tell(worker.id() + " crashes with " + worker.attempts() + " attempts");
        worker.crash();
        replace(worker);
    }

    private void drain(DrivenWorker worker) {
        if (world.standing.contains(worker)) {
            return;
        }
        worker.cutOff(false);
        world.tell(worker.id() + " stops with " + worker.attempts() + " attempts");
        worker.drain();
        replace(worker);
    }

    private void replace(DrivenWorker worker) {
        lanes.forget(worker);
        world.standing.remove(worker);
        world.workers.remove(worker);
        world.workers.add(world.newWorker());
    }

    /** A SIGSTOP: whoever has the same steps now does not know. */
    private void stand(DrivenWorker worker) {
        if (world.running().size() > 1 && world.standing.add(worker)) {
            world.tell(worker.id() + " stands still with " + worker.attempts() + " attempts");
        }
    }

    /** What it sends arrives later. */
    private void cut(DrivenWorker worker) {
        worker.cutOff(!worker.isCutOff());
        world.tell(worker.id() + (worker.isCutOff() ? " cannot be heard" : " is heard again"));
    }

    private void skew(Coordinator coordinator) {
        var ms = world.random.nextInt(10_000) - 5_000;
        coordinator.skew(ms);
        world.tell("the clock of " + coordinator + " is off by " + ms + " ms");
    }

    private void registry() {
        world.registryAway = !world.registryAway;
        world.workers.forEach(worker -> worker.registryAway(world.registryAway));
        world.tell("the registry is " + (world.registryAway ? "away" : "back"));
    }

    /** Faults are over. */
    private void calmDown() {
        world.tell("faults are over");
        world.paused.clear();
        world.goOn();
        world.registryAway = false;
        world.workers.forEach(worker -> {
            worker.registryAway(false);
            worker.failToPublish(0);
            worker.cutOff(false);
        });
        world.coordinators.forEach(coordinator -> coordinator.skew(0));
        var idle = 0;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            if (!round()) {
                if (done() && !world.cluster.openTransactions()) {
                    return;
                }
                if (++idle % ROUNDS_WITHOUT_HELP == 0) {
                    clients.help();
                }
                world.advance(Math.max(1, Math.min(2_000, nextMs() - world.nowMs())));
            }
            world.advance(1);
        }
    }

    private boolean done() {
        return world.promises.jobs().keySet().containsAll(clients.asked())
                && world.promises.allOver()
                && world.shares.values().stream().flatMap(List::stream).allMatch(SharePartition::done)
                && world.workers.stream().mapToInt(DrivenWorker::attempts).sum() == 0;
    }

    private boolean round() {
        var moved = false;
        for (var coordinator : List.copyOf(world.coordinators)) {
            for (var what = coordinator.processOne(); !what.isEmpty(); what = coordinator.processOne()) {
                world.tell(coordinator.name() + " processes " + what);
                moved = true;
            }
            if (coordinator.tick()) {
                world.tell(coordinator.name() + " fires timers");
                moved = true;
            }
            if (coordinator.inTransaction() || coordinator.fenced()) {
                coordinator.commit();
                moved = true;
            }
        }
        for (int i = 0; i < world.cluster.partitions(); i++) {
            if (world.cluster.owner(i).isEmpty()) {
                world.assign(i);
                moved = true;
            }
        }
        for (var worker : world.workers) {
            moved |= lanes.calm(worker);
        }
        return moved;
    }

    /** When something happens by itself; a lock that is over already only waits for a worker with room. */
    private long nextMs() {
        return LongStream.concat(
                        LongStream.concat(
                                world.coordinators.stream().mapToLong(Coordinator::nextTickMs),
                                LongStream.of(world.cluster.nextExpiryMs())),
                        world.shares.values().stream().flatMap(List::stream).mapToLong(SharePartition::nextExpiryMs))
                .filter(ms -> ms > world.nowMs())
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
