package io.orchestrator.cli.doctor;

import io.orchestrator.cli.doctor.Check.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far this machine's clock is from the active controller's: the controller tells its own time as that of its last
 * catching up with itself.
 */
final class ClockCheck {

    private static final String AREA = "clock";
    private static final String NAME = "this machine against the controller";

    /** Beyond, a deadline of a step is felt to move. */
    private static final Duration FELT = Duration.ofSeconds(1);

    /** Beyond, a short time limit has passed before a worker has begun. */
    private static final Duration MOST = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final InstantSource clock;

    ClockCheck(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    List<Check> run() {
        // The first question may open a connection: the second one is timed.
        cluster.quorum();
        var before = clock.millis();
        var told = controllerTime();
        var after = clock.millis();
        return List.of(
                told.isEmpty()
                        ? Check.unknown(AREA, NAME, "the controller does not tell its time")
                        : check(before, told.getAsLong(), after));
    }

    private OptionalLong controllerTime() {
        var quorum = cluster.quorum();
        return quorum.voters().stream()
                .filter(voter -> voter.replicaId() == quorum.leaderId())
                .findFirst()
                .map(leader -> leader.lastCaughtUpTimestamp())
                .orElse(OptionalLong.empty());
    }

    /** The controller looked at its clock between before and after. */
    private static Check check(long beforeMs, long toldMs, long afterMs) {
        var ahead = Math.max(0, beforeMs - toldMs);
        var behind = Math.max(0, toldMs - afterMs);
        var skew = Math.max(ahead, behind);
        var verdict = skew <= FELT.toMillis() ? Verdict.OK : skew <= MOST.toMillis() ? Verdict.COSTLY : Verdict.WRONG;
        var is = skew == 0
                ? "less than " + (afterMs - beforeMs + 1) + " ms apart"
                : skew + " ms " + (ahead > 0 ? "ahead" : "behind");
        return new Check(
                AREA,
                NAME,
                verdict,
                is,
                "at most " + FELT.toMillis() + " ms apart",
                "time limits of steps are shorter or longer by it; beyond 60 s a client reads all events to find a job's",
                verdict == Verdict.OK
                        ? ""
                        : "synchronize the clocks of brokers, coordinators and workers (chrony, ntpd)");
    }
}
