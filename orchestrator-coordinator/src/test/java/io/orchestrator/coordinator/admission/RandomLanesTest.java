package io.orchestrator.coordinator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobLane.OnLimit;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.LaneRequest.Kind;
import io.orchestrator.model.Priority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Jobs that come, go, ask twice and are cancelled at random, over lanes that move; by seed. */
class RandomLanesTest {

    private static final int SEEDS = 300;
    private static final int STEPS = 300;
    private static final int LIMIT = 3;
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    @Test
    void neverExceedsALimitAndForgetsNobody() {
        for (int seed = 0; seed < SEEDS; seed++) {
            try {
                new Run(new Random(seed)).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class Run {
        private final Random random;
        private final LaneRig rig = new LaneRig(LanesTest.limit(LIMIT));
        private final JobLane lane;
        /** By job: the round in which it waits or runs. */
        private final Map<String, Integer> alive = new HashMap<>();

        private final Set<String> running = new HashSet<>();
        private int seen;

        Run(Random random) {
            this.random = random;
            this.lane = switch (random.nextInt(4)) {
                case 0 -> JobLane.ofKey("w", "k", LIMIT, OnLimit.CANCEL_OLDEST);
                case 1 -> JobLane.ofKey("w", "k", LIMIT, OnLimit.REJECT);
                case 2 -> JobLane.ofKey("w", "k", LIMIT, OnLimit.QUEUE);
                default -> LaneRig.QUEUE;
            };
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                rig.now += random.nextInt(60_000);
                step(i);
                rig.work();
                hear();
            }
            while (!alive.isEmpty()) {
                assertThat(running).as("somebody runs while others wait").isNotEmpty();
                end(any(running));
                hear();
            }
            assertThat(rig.rows()).isZero();
        }

        private void step(int i) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> ask("job-" + i, 1);
                case 3 -> {
                    if (!alive.isEmpty()) {
                        end(any(alive.keySet()));
                    }
                }
                case 4 -> {
                    if (!alive.isEmpty()) {
                        var again = any(alive.keySet());
                        request(again, alive.getOrDefault(again, 0), Kind.ASK);
                    }
                }
                default -> rig.restart(LanesTest.limit(LIMIT));
            }
        }

        private void ask(String job, int round) {
            alive.put(job, round);
            request(job, round, Kind.ASK);
        }

        /** Half of those that end come back; some say twice that they leave. */
        private void end(String job) {
            var round = alive.getOrDefault(job, 0);
            alive.remove(job);
            running.remove(job);
            request(job, round, Kind.LEAVE);
            if (random.nextInt(4) == 0) {
                request(job, round, Kind.LEAVE);
            }
            if (round < 3 && random.nextBoolean()) {
                ask(job, round + 1);
            }
        }

        private void request(String job, int round, Kind kind) {
            var priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
            rig.take(new LaneRequest(lane, job, round, kind, priority, rig.now));
        }

        /** What jobs do when they hear from the lane. */
        private void hear() {
            for (; seen < rig.answers.size(); seen++) {
                switch (rig.answers.get(seen)) {
                    case LaneAnswer.Told told -> hear(told.ticket());
                    case LaneAnswer.MakeRoom leaving -> {
                        if (alive.getOrDefault(leaving.jobId(), 0) == leaving.round()) {
                            alive.remove(leaving.jobId());
                            running.remove(leaving.jobId());
                            request(leaving.jobId(), leaving.round(), Kind.LEAVE);
                        }
                    }
                }
                assertThat(running).hasSizeLessThanOrEqualTo(LIMIT);
            }
        }

        private void hear(JobTicket ticket) {
            var awaited = alive.getOrDefault(ticket.jobId(), 0) == ticket.round();
            switch (ticket.kind()) {
                case ADMITTED -> {
                    if (awaited) {
                        running.add(ticket.jobId());
                    }
                }
                case REJECTED -> {
                    if (awaited) {
                        alive.remove(ticket.jobId());
                    }
                }
                case CHECK -> {
                    if (!awaited) {
                        request(ticket.jobId(), ticket.round(), Kind.LEAVE);
                    }
                }
            }
        }

        private String any(Set<String> jobs) {
            List<String> sorted = new ArrayList<>(jobs);
            sorted.sort(null);
            return sorted.get(random.nextInt(sorted.size()));
        }
    }
}
