package io.orchestrator.coordinator.streams;

import io.orchestrator.artifact.ArtifactException;
import io.orchestrator.codec.UnencodableException;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.state.Due;
import io.orchestrator.coordinator.state.StateTooLargeException;
import io.orchestrator.coordinator.store.Commitment;
import io.orchestrator.coordinator.store.JobStores;
import io.orchestrator.coordinator.store.TimerStore;
import io.orchestrator.coordinator.wire.Origin;
import io.orchestrator.coordinator.wire.Outbox;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.workflow.OpenedValues;
import io.orchestrator.coordinator.workflow.PlanLostException;
import io.orchestrator.coordinator.workflow.Plans;
import io.orchestrator.coordinator.workflow.Referee;
import io.orchestrator.coordinator.workflow.Sweeper;
import io.orchestrator.coordinator.workflow.Verdict;
import io.orchestrator.engine.Decision;
import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.engine.Engine;
import io.orchestrator.engine.Input;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.JobState;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.Plan;
import io.orchestrator.registry.SchemaRegistryException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one input against one job: load, decide, encode, store, forward. What fails before anything is stored is a bug (or
 * a bound) of that job alone; Kafka's exceptions and an unreachable registry abort the transaction.
 */
final class Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** How often a waiting request looks for its workflow. */
    static final long LOOK_AGAIN_MS = 250;

    /** Stored steps deleted at once. */
    static final int MAX_FORGOTTEN = 500;

    private final JobStores stores;
    private final TimerStore timers;
    private final Plans plans;
    private final Referee referee;
    private final Committer committer;
    private final Outbox outbox;
    private final OpenedValues opened;
    private final Sweeper sweeper;
    private final JobOptions options;
    private final Metrics metrics;
    private final BiConsumer<Outgoing, Origin> forward;
    private final Runnable onEnd;

    /**
     * @param stores of the task
     * @param timers of the task
     * @param plans of stored jobs
     * @param referee of requests
     * @param committer encodes
     * @param outbox encodes
     * @param opened large values
     * @param sweeper of jobs that have left
     */
    record Parts(
            JobStores stores,
            TimerStore timers,
            Plans plans,
            Referee referee,
            Committer committer,
            Outbox outbox,
            OpenedValues opened,
            Sweeper sweeper) {}

    /** @param onEnd runs when the end of a job has been written, in the same transaction */
    Jobs(Parts parts, JobOptions options, Metrics metrics, BiConsumer<Outgoing, Origin> forward, Runnable onEnd) {
        this.stores = parts.stores();
        this.timers = parts.timers();
        this.plans = parts.plans();
        this.referee = parts.referee();
        this.committer = parts.committer();
        this.outbox = parts.outbox();
        this.opened = parts.opened();
        this.sweeper = parts.sweeper();
        this.options = options;
        this.metrics = metrics;
        this.forward = forward;
        this.onEnd = onEnd;
    }

    /** Something happened to a job. */
    void tell(Input input, Origin origin) {
        if (input instanceof Input.Ticket answer && settled(answer, origin)) {
            return;
        }
        attempt(origin, () -> decide(input), bug -> end(input.jobId(), origin, failure(bug)))
                .ifPresent(commitment -> write(commitment, origin));
    }

    /** Whether a lane has been told what there is to say, or need not be: its ticket is none for the job. */
    private boolean settled(Input.Ticket answer, Origin origin) {
        var ticket = answer.ticket();
        var returned = attempt(
                origin,
                () -> Engine.returned(stores.load(ticket.jobId()), ticket),
                bug -> Optional.<LaneRequest>empty());
        returned.ifPresent(request -> {
            metrics.ticket("returned");
            forward(List.of(outbox.asked(request)), origin);
        });
        return returned.isPresent() || ticket.kind() == JobTicket.Kind.CHECK;
    }

    private Optional<Commitment> decide(Input input) {
        var startedNs = System.nanoTime();
        var before = stores.load(input.jobId()).with(opened.artifacts(input.jobId()));
        if (before.exists() && isOver(before, input)) {
            metrics.ignored(Ignored.JOB_ENDED);
            return Optional.empty();
        }
        var plan = before.exists() ? plans.of(before.header()) : Plan.NONE;
        var decision = Engine.decide(plan, before, checked(plan, before, input));
        var commitment = commitment(plan, before, decision, input.atMs());
        metrics.decided(System.nanoTime() - startedNs);
        return commitment;
    }

    /** An ended job takes only what clients want of it, and one that was refused not even that. */
    private static boolean isOver(JobState job, Input input) {
        var wished = input instanceof Input.Control && !job.header().planHash().isEmpty();
        return job.root().status().terminal() && !wished;
    }

    /** The inputs with which steps are to run again are those of a request. */
    private Input checked(Plan plan, JobState job, Input input) {
        if (!(input instanceof Input.Control wished)
                || !(wished.control().wish() instanceof Wish.Rerun rerun)
                || !job.exists()) {
            return input;
        }
        return referee.judge(plan, job.header(), wished, rerun);
    }

    private Optional<Commitment> commitment(Plan plan, JobState before, Decision decision, long atMs) {
        if (decision.ignored().isPresent()) {
            metrics.ignored(decision.ignored().get());
        }
        // A wish that is refused, or comes twice, changes nothing, but whoever had it is told.
        if (decision.ignored().isPresent()
                && decision.events().isEmpty()
                && decision.effects().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(committer.of(plan, before, decision, atMs));
    }

    /** Somebody asks for a job. */
    void ask(JobRequest request, Origin origin) {
        var value = origin.value() == null ? new byte[0] : origin.value().get();
        var giveUpAtMs = origin.atMs() + options.workflowWait().toMillis();
        ask(
                request,
                origin,
                new Due.Request(
                        request.jobId(),
                        origin.atMs(),
                        giveUpAtMs,
                        ByteBuffer.wrap(value),
                        origin.partition(),
                        origin.offset()));
    }

    /** The same request, which waited. */
    void ask(JobRequest request, Origin origin, Due.Request waiting) {
        if (stores.exists(request.jobId())) {
            metrics.ignored(Ignored.DUPLICATE_REQUEST);
            if (request.parent().isPresent()) {
                clash(request, origin);
            }
            return;
        }
        var verdict = attempt(
                        origin,
                        () -> Optional.of(referee.judge(request)),
                        bug -> Optional.of(new Verdict.Refused(failure(bug), List.of())))
                .orElseThrow();
        switch (verdict) {
            case Verdict.Run run -> accept(run, origin);
            case Verdict.Refused refused -> refuse(request, refused, origin);
            case Verdict.Wait wait -> {
                if (origin.atMs() >= waiting.giveUpAtMs()) {
                    refuse(request, wait.otherwise(), origin);
                } else {
                    timers.put(waiting.at(origin.atMs() + LOOK_AGAIN_MS));
                }
            }
        }
    }

    private void clash(JobRequest request, Origin origin) {
        attempt(origin, () -> Engine.clash(stores.load(request.jobId()), request), bug -> Optional.empty())
                .ifPresent(ended -> forward(List.of(outbox.ended(ended)), origin));
    }

    private void accept(Verdict.Run run, Origin origin) {
        var limited = options.admission().limits(run.plan().admittance().queue());
        var input = new Input.Submit(run.request(), run.inputs(), limited, origin.atMs());
        var before = JobState.absent().with(opened.artifacts(input.jobId()));
        attempt(
                        origin,
                        () -> commitment(run.plan(), before, Engine.decide(run.plan(), before, input), origin.atMs()),
                        bug -> refusal(run.request(), new Verdict.Refused(failure(bug), List.of()), origin))
                .ifPresent(commitment -> {
                    plans.keep(run);
                    write(commitment, origin);
                });
    }

    private void refuse(JobRequest request, Verdict.Refused refused, Origin origin) {
        attempt(origin, () -> refusal(request, refused, origin), bug -> Optional.<Commitment>empty())
                .ifPresent(commitment -> write(commitment, origin));
    }

    private Optional<Commitment> refusal(JobRequest request, Verdict.Refused refused, Origin origin) {
        var before = JobState.absent();
        var input = new Input.Refuse(request, refused.failure(), refused.findings(), origin.atMs());
        return commitment(Plan.NONE, before, Engine.refuse(before, input), origin.atMs());
    }

    /** A record of the job could not be used and nothing else will tell what it told: the job ends with that cause. */
    void spoil(String jobId, String reason, Origin origin) {
        var failure = Failure.of(
                FailureKind.INTERNAL,
                "UNUSABLE_RECORD",
                "a record on " + origin.topic() + " (partition " + origin.partition() + ", offset " + origin.offset()
                        + ") cannot be used: " + reason);
        attempt(origin, () -> end(jobId, origin, failure), bug -> Optional.<Commitment>empty())
                .ifPresent(commitment -> write(commitment, origin));
    }

    private Optional<Commitment> end(String jobId, Origin origin, Failure failure) {
        var before = stores.load(jobId);
        if (!before.exists() || before.root().status().terminal()) {
            return Optional.empty();
        }
        metrics.quarantined();
        LOG.error("job {} ends: {}", jobId, failure.message());
        var input = new Input.Quarantine(jobId, failure, origin.atMs());
        return commitment(planIfAny(before), before, Engine.decide(Plan.NONE, before, input), origin.atMs());
    }

    private Plan planIfAny(JobState state) {
        try {
            return plans.of(state.header());
        } catch (PlanLostException e) {
            LOG.debug("the view of a job whose plan is lost lacks what its workflow marks as searchable", e);
            return Plan.NONE;
        }
    }

    /** Whether the job went on since, and has another time to leave. */
    private boolean endedLater(JobRoot root, Due.ForgetJob due) {
        return root.updatedAtMs() + options.retention().toMillis() > due.dueAtMs();
    }

    /** A finished job leaves the stores; one that cannot be read stays. */
    void forget(Due.ForgetJob due, Origin origin) {
        var root = attempt(origin, () -> stores.root(due.jobId()), bug -> Optional.empty());
        if (root.isEmpty() || !root.get().status().terminal() || endedLater(root.get(), due)) {
            return;
        }
        if (stores.forget(due.jobId(), MAX_FORGOTTEN)) {
            plans.forget(due.jobId());
        } else {
            timers.put(due);
        }
    }

    /** A finished job leaves the lists, and its artifacts go. */
    void forgetView(Due.ForgetView due, Origin origin, long nowMs) {
        if (stores.exists(due.jobId())) {
            return;
        }
        if (sweeper.isSwept(due.jobId())) {
            forward.accept(outbox.noView(due.jobId()), origin);
        } else {
            timers.put(new Due.ForgetView(due.jobId(), nowMs + LOOK_AGAIN_MS));
        }
    }

    private void write(Commitment commitment, Origin origin) {
        // All is one transaction; but workers start before it ends, and so commands are to be on their way first.
        forward(commitment.commands(), origin);
        stores.save(commitment);
        commitment.timers().forEach(timers::put);
        forward(commitment.outgoing(), origin);
        if (commitment.ends()) {
            onEnd.run();
        }
    }

    private void forward(List<Outgoing> all, Origin origin) {
        for (Outgoing outgoing : all) {
            forward.accept(outgoing, origin);
            metrics.sent(outgoing.sink().node());
        }
    }

    private interface Remedy<T> {
        Optional<T> after(RuntimeException bug);
    }

    private <T> Optional<T> attempt(Origin origin, Supplier<Optional<T>> work, Remedy<T> remedy) {
        try {
            return work.get();
        } catch (KafkaException | SchemaRegistryException e) {
            throw e;
        } catch (RuntimeException bug) {
            report(bug, origin);
            return remedied(origin, bug, remedy);
        }
    }

    private <T> Optional<T> remedied(Origin origin, RuntimeException bug, Remedy<T> remedy) {
        try {
            return remedy.after(bug);
        } catch (KafkaException | SchemaRegistryException e) {
            throw e;
        } catch (RuntimeException second) {
            report(second, origin);
            return Optional.empty();
        }
    }

    private void report(RuntimeException bug, Origin origin) {
        LOG.error("job {}: {} at offset {} failed", origin.key(), origin.topic(), origin.offset(), bug);
        if (!bound(bug)) {
            metrics.deadLetter(origin.topic());
            forward.accept(outbox.deadLetter(origin, "a bug of the coordinator: " + bug), origin);
        }
    }

    /** Whether the author reached a bound, or a store is away: that is nobody's bug. */
    private static boolean bound(RuntimeException bug) {
        return bug instanceof UnencodableException
                || bug instanceof StateTooLargeException
                || bug instanceof ArtifactException;
    }

    private static Failure failure(RuntimeException bug) {
        if (bug instanceof ArtifactException e) {
            return Failure.of(FailureKind.UNAVAILABLE, "ARTIFACT_" + e.reason().name(), String.valueOf(e.getMessage()));
        }
        if (bound(bug)) {
            return Failure.of(FailureKind.LIMIT, "RECORD_TOO_LARGE", String.valueOf(bug.getMessage()));
        }
        if (bug instanceof PlanLostException) {
            return Failure.of(FailureKind.INTERNAL, "PLAN_LOST", String.valueOf(bug.getMessage()));
        }
        return Failure.of(FailureKind.INTERNAL, "BUG", "a bug of the coordinator ended this job: " + bug);
    }
}
