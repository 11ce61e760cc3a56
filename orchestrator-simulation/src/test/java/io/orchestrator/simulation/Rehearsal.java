package io.orchestrator.simulation;

import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.Value;
import io.orchestrator.simulation.coordinator.Twist;
import io.orchestrator.simulation.log.Entry;
import io.orchestrator.simulation.log.Outbound;
import io.orchestrator.worker.loop.DrivenWorker;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One job without faults, until everything is stopped hard after a certain step, and goes on with new processes. */
final class Rehearsal implements AutoCloseable {

    private static final String JOB = "job";
    private static final int MAX_ROUNDS = 2_000;

    private final World world;
    private final Lanes lanes;
    private int deaths;

    Rehearsal(Kit kit, String document) {
        this.world = new World(1, kit, Twist.NONE);
        this.lanes = new Lanes(world);
        var request = new JobRequest(
                JOB,
                Optional.empty(),
                Optional.of(document),
                Value.EMPTY,
                Optional.empty(),
                Map.of(),
                "",
                "ann",
                world.nowMs());
        world.log.append(Outbound.of(
                kit.topics().jobRequests(), JOB, kit.codecs().jobRequests().encode(request)));
    }

    /** Goes on until so many steps have been completed by workers, or the job is over. */
    void run(int steps) {
        for (int round = 0; round < MAX_ROUNDS && completed().size() < steps && !over(); round++) {
            round();
            world.advance(20);
        }
    }

    /** Goes on until the job is over, where that takes long. */
    void runSlowly() {
        for (int round = 0; round < MAX_ROUNDS && !over(); round++) {
            round();
            world.advance(1_000);
        }
    }

    /** Small moves, so that it can stop between any two steps. */
    private void round() {
        for (var coordinator : List.copyOf(world.coordinators)) {
            if (!coordinator.processOne().isEmpty() || coordinator.tick()) {
                coordinator.commit();
            }
        }
        for (int i = 0; i < world.cluster.partitions(); i++) {
            if (world.cluster.owner(i).isEmpty()) {
                world.assign(i);
            }
        }
        List.copyOf(world.workers).forEach(this::turn);
    }

    private void turn(DrivenWorker worker) {
        try {
            lanes.calm(worker);
        } catch (Lanes.Death e) {
            deaths++;
            replace(worker);
        }
    }

    private void replace(DrivenWorker worker) {
        worker.crash();
        lanes.forget(worker);
        world.workers.remove(worker);
        world.workers.add(world.newWorker());
    }

    /** How many workers a tool has ended. */
    int deaths() {
        return deaths;
    }

    /** All processes are gone, with what they were about to do; others take their places. */
    void stopEverything() {
        for (var coordinator : List.copyOf(world.coordinators)) {
            coordinator.crash();
            world.coordinators.remove(coordinator);
            world.coordinators.add(world.newCoordinator());
        }
        List.copyOf(world.workers).forEach(this::replace);
    }

    boolean over() {
        return events().stream().anyMatch(event -> event.fact().terminal());
    }

    /** What a reader of committed records has read. */
    private List<JobEvent> events() {
        return world.log.entries(world.kit.topics().jobEvents()).stream()
                .filter(Entry::committed)
                .map(entry -> world.kit.codecs().jobEvents().decode(entry.bytes()))
                .toList();
    }

    /** The paths of the steps that workers have completed. */
    List<String> completed() {
        return events().stream()
                .map(JobEvent::fact)
                .filter(fact -> fact instanceof JobFact.StepCompleted done
                        && !done.worker().isEmpty())
                .map(fact -> ((JobFact.StepCompleted) fact).task().step())
                .toList();
    }

    /** The paths of the steps whose tools have run, once for each run. */
    List<String> ran() {
        return world.promises.ran();
    }

    Value.Dict document() {
        return ResultDocument.from(events()).toValue();
    }

    @Override
    public void close() {
        world.workers.forEach(DrivenWorker::crash);
    }
}
