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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that come, go, ask twice and are cancelled at random, over lanes that move; by seed. */
class RandomLanesTest {

    private static final int STEPS = 300;
    private static final int LIMIT = 3;
    private static final long CHECK_MS = 600_000;
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    /** What happens to what is stored. */
    enum Damage {
        NONE(300),
        /** Each of them is logged with its cause. */
        ROWS(20);

        private final int seeds;

        Damage(int seeds) {
            this.seeds = seeds;
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void neverExceedsALimitAndForgetsNobody(Damage damage) {
        for (int seed = 0; seed < damage.seeds; seed++) {
            try {
                new Run(new Random(seed), damage).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class Run {
        private final Random random;
        private final Damage damage;
        private final LaneRig rig = new LaneRig(LanesTest.limit(LIMIT));
        private final JobLane lane;
        /** By job: the round in which it waits or runs. */
        private final Map<String, Integer> alive = new HashMap<>();

        private final Set<String> running = new HashSet<>();
        private int seen;

        Run(Random random, Damage damage) {
            this.random = random;
            this.damage = damage;
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
                if (damage == Damage.ROWS && random.nextInt(10) == 0) {
                    rig.spoilAny(lane.name(), random);
                }
            }
            while (!alive.isEmpty()) {
                askAgain();
                assertThat(running).as("somebody runs while others wait").isNotEmpty();
                end(any(running));
                hear();
            }
            if (damage == Damage.ROWS) {
                // Times at which to ask are left of places that could not be read, and places of jobs that nobody
                // knows.
                for (int i = 0; i < 3; i++) {
                    rig.now += CHECK_MS;
                    rig.work();
                    hear();
                }
            }
            assertThat(rig.rows()).isZero();
        }

        /** As jobs do that wait. */
        private void askAgain() {
            if (damage == Damage.ROWS) {
                for (String job : List.copyOf(alive.keySet())) {
                    if (alive.containsKey(job) && !running.contains(job)) {
                        request(job, alive.getOrDefault(job, 0), Kind.ASK);
                        hear();
                    }
                }
                rig.work();
                hear();
            }
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
                        // A job that runs asks no more; where all is stored as it was, it could.
                        if (damage == Damage.NONE || !running.contains(again)) {
                            request(again, alive.getOrDefault(again, 0), Kind.ASK);
                        }
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
                        var round = alive.getOrDefault(leaving.jobId(), 0);
                        if (round > 0 && (round == leaving.round() || leaving.round() == JobTicket.ANY_ROUND)) {
                            alive.remove(leaving.jobId());
                            running.remove(leaving.jobId());
                            request(leaving.jobId(), round, Kind.LEAVE);
                        }
                    }
                }
                assertThat(running).hasSizeLessThanOrEqualTo(LIMIT);
            }
        }

        private void hear(JobTicket ticket) {
            var awaited = alive.getOrDefault(ticket.jobId(), -1) == ticket.round();
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
                    var asksAny = ticket.round() == JobTicket.ANY_ROUND && alive.containsKey(ticket.jobId());
                    if (!awaited && !asksAny) {
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
