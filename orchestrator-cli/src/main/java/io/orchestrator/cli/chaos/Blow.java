package io.orchestrator.cli.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One process is killed, or stopped for a while.
 *
 * @param atMs since the load began
 * @param kind of the process
 * @param index which of that kind, from 0
 * @param action what is done to it
 * @param forMs how long it is down before it is started again, or stopped
 */
record Blow(long atMs, Kind kind, int index, Action action, long forMs) {

    enum Action {
        /** {@code kill -9}. */
        KILL,
        /** {@code kill -STOP}, later {@code kill -CONT}. */
        PAUSE
    }

    private static final double KILLS = 0.6;
    private static final int SHORTEST_DOWN_MS = 200;
    private static final int LONGEST_DOWN_MS = 5_000;
    private static final int SHORTEST_PAUSE_MS = 500;
    /** Longer than the sessions of all groups, so that what wakes up is a zombie. */
    private static final int LONGEST_PAUSE_MS = 12_000;

    /** All blows of a run; the same seed gives the same. */
    static List<Blow> schedule(Size size, Pace pace) {
        var random = new SplittableRandom(pace.seed());
        var kinds = Kind.STRUCK.stream()
                .filter(kind -> kind != Kind.BROKER || size.brokersBorne() > 0)
                .toList();
        var blows = new ArrayList<Blow>();
        var mean = Math.max(1, pace.between().toMillis());
        var at = 0L;
        while (true) {
            at += mean / 2 + random.nextLong(mean + 1);
            if (at >= pace.load().toMillis()) {
                return List.copyOf(blows);
            }
            var kind = kinds.get(random.nextInt(kinds.size()));
            var index = random.nextInt(size.of(kind));
            var kill = random.nextDouble() < KILLS;
            var duration = kill
                    ? random.nextInt(SHORTEST_DOWN_MS, LONGEST_DOWN_MS)
                    : random.nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS);
            blows.add(new Blow(at, kind, index, kill ? Action.KILL : Action.PAUSE, duration));
        }
    }
}
