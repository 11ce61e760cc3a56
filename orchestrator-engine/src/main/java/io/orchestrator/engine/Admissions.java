package io.orchestrator.engine;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.language.Template;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a job that is limited comes to run: it asks its lanes one after the other, the key's before the queue's, and leaves
 * them when it ends. What came to be of an earlier round is stale: a job that goes on after its end queues anew.
 */
final class Admissions {

    /** After so long a job asks again, milliseconds: an answer may have been lost with the topic's retention. */
    static final long ASK_AGAIN_MS = 5 * 60_000;

    /** The most characters of a key. */
    static final int MAX_KEY = 200;

    private Admissions() {}

    /** The lanes of a job that was just accepted; none for one that runs without further ado. */
    static List<JobLane> lanes(Turn turn, Input.Submit submit) {
        var plan = turn.plan();
        var limited = submit.limited() && submit.request().parent().isEmpty();
        if (plan.admittance().concurrency().isEmpty() && !limited) {
            return List.of();
        }
        var lanes = new ArrayList<JobLane>();
        plan.admittance()
                .concurrency()
                .ifPresent(
                        own -> lanes.add(JobLane.ofKey(plan.id(), key(turn, own.key()), own.limit(), own.onLimit())));
        if (limited) {
            lanes.add(JobLane.ofQueue(plan.admittance().queue()));
        }
        return lanes;
    }

    private static String key(Turn turn, Template template) {
        var key = template.render(JobScope.ofOutputs(turn.plan(), turn.draft())).strip();
        if (key.isEmpty()) {
            throw new LanguageException(Kind.TYPE, 0, "the key is empty");
        }
        if (key.length() > MAX_KEY) {
            throw new LanguageException(
                    Kind.LIMIT, 0, "the key has " + key.length() + " characters, at most " + MAX_KEY + " are allowed");
        }
        return key;
    }

    /** Why a job cannot be told from others by its key. */
    static Failure noKey(LanguageException e) {
        return Failure.of(FailureKind.TEMPLATE, "TEMPLATE_" + e.kind().name(), "concurrency.key: " + e.getMessage());
    }

    /** The job waits for its lanes. */
    static void queue(Turn turn, List<JobLane> lanes) {
        emitQueued(turn, lanes, 1, turn.atMs());
    }

    /**
     * Whether the job has to wait before it goes on: it queues anew where it has left its lanes.
     *
     * @param sinceMs from when on it waits
     */
    static boolean waits(Turn turn, long sinceMs) {
        var admission = of(turn);
        if (admission == null || admission.complete()) {
            return false;
        }
        if (admission.away()) {
            emitQueued(turn, admission.lanes(), admission.round() + 1, sinceMs);
        }
        return true;
    }

    private static void emitQueued(Turn turn, List<JobLane> lanes, int round, long sinceMs) {
        turn.emit(new AdmissionFact.Queued(lanes, round, sinceMs));
        ask(turn);
    }

    /** Asks once more what is asked already: with the job's priority as it is now. */
    static void askAgain(Turn turn) {
        var admission = asking(turn);
        if (admission != null) {
            perform(turn, admission, admission.asked(), LaneRequest.Kind.ASK);
        }
    }

    /** Asks the next lane. */
    private static void ask(Turn turn) {
        var admission = asking(turn);
        if (admission == null) {
            throw new IllegalStateException("the job asks no lane");
        }
        perform(turn, admission, admission.asked(), LaneRequest.Kind.ASK);
        turn.perform(new Effect.SetTimer(new JobTimer(
                turn.jobId(),
                JobTimer.Kind.ADMISSION,
                "",
                turn.root().epoch(),
                admission.round(),
                turn.atMs() + ASK_AGAIN_MS)));
    }

    /** From when on the job has waited; now for one that is not limited. */
    static long sinceMs(Turn turn) {
        var admission = of(turn);
        return admission == null ? turn.atMs() : admission.sinceMs();
    }

    /** Whether the job has begun to wait and was not let through yet, or waits to begin to. */
    static boolean idle(Turn turn) {
        var admission = of(turn);
        return admission != null && !admission.complete();
    }

    /** The job gives up its places: before the event that says so. */
    static void leave(Turn turn) {
        var admission = of(turn);
        if (admission != null) {
            admission.places().forEach(lane -> perform(turn, admission, lane, LaneRequest.Kind.LEAVE));
        }
    }

    /** The job gives up its places unless it runs. */
    static void leaveUnlessRunning(Turn turn) {
        if (idle(turn)) {
            leave(turn);
        }
    }

    private static void perform(Turn turn, Admission admission, JobLane lane, LaneRequest.Kind kind) {
        turn.perform(new Effect.AskLane(
                new LaneRequest(lane, turn.jobId(), admission.round(), kind, turn.priority(), admission.sinceMs())));
    }

    /** A lane has answered. */
    static Optional<Ignored> answered(Turn turn, JobTicket ticket) {
        if (!turn.exists()) {
            return Optional.of(Ignored.UNKNOWN_JOB);
        }
        if (turn.ended()) {
            return Optional.of(Ignored.JOB_ENDED);
        }
        var admission = asking(turn);
        if (admission == null
                || admission.round() != ticket.round()
                || !admission.asked().name().equals(ticket.lane())) {
            return Optional.of(Ignored.STALE_TICKET);
        }
        switch (ticket.kind()) {
            case ADMITTED -> admitted(turn, admission);
            case REJECTED -> reject(turn, admission.asked());
            case CHECK -> {}
        }
        return Optional.empty();
    }

    private static void admitted(Turn turn, Admission admission) {
        var left = admission.lanes().size() - admission.taken() - 1;
        turn.emit(new AdmissionFact.Admitted(admission.asked().name(), admission.round(), left));
        if (left > 0) {
            ask(turn);
        } else {
            Revival.start(turn, new StepRules(turn));
        }
    }

    private static void reject(Turn turn, JobLane lane) {
        var failure = Failure.of(
                FailureKind.REJECTED,
                "CONCURRENCY_LIMIT",
                lane.limit() + (lane.limit() == 1 ? " job runs" : " jobs run") + " already with the same key, and the"
                        + " workflow says on_limit: reject");
        turn.emit(Ending.failed(failure, "", Value.EMPTY).fact());
    }

    /** The time to ask again has come. */
    static Optional<Ignored> askAgain(Turn turn, JobTimer timer) {
        var admission = asking(turn);
        if (admission == null || admission.round() != timer.attempt()) {
            return Optional.of(Ignored.STALE_TIMER);
        }
        ask(turn);
        return Optional.empty();
    }

    /** What a lane is told that believes in a ticket which the job has no use for; empty where it has. */
    static Optional<LaneRequest> returned(JobState state, JobTicket ticket) {
        var admission = state.exists() ? state.root().course().admission() : null;
        var anyRound = ticket.kind() == JobTicket.Kind.CHECK && ticket.round() == JobTicket.ANY_ROUND;
        var known = admission != null
                && (anyRound || admission.round() == ticket.round())
                && admission.places().stream().anyMatch(lane -> lane.name().equals(ticket.lane()));
        return known || ticket.kind() == JobTicket.Kind.REJECTED
                ? Optional.empty()
                : Optional.of(new LaneRequest(
                        new JobLane(ticket.lane(), 0, JobLane.OnLimit.QUEUE),
                        ticket.jobId(),
                        ticket.round(),
                        LaneRequest.Kind.LEAVE,
                        Priority.NORMAL,
                        0));
    }

    private static @Nullable Admission of(Turn turn) {
        return turn.root().course().admission();
    }

    private static @Nullable Admission asking(Turn turn) {
        var admission = of(turn);
        return admission != null && admission.asks() ? admission : null;
    }
}
