package io.orchestrator.coordinator.http;

import io.orchestrator.artifact.LargeValues;
import io.orchestrator.client.ClientException;
import io.orchestrator.compile.Compilation;
import io.orchestrator.coordinator.workflow.Referee;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobView;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.plan.Plan;
import io.orchestrator.query.JobPage;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the API asks of the rest of the coordinator. Every method may throw {@link ClientException}, and
 * {@link NotReadyException} while the stores are being read. Thread-safe.
 */
public interface Backend {

    /** Whether the process does its work, or can still come to do it. */
    boolean live();

    /** Whether jobs are run and the stores can be read; else why not. */
    Optional<String> notReady();

    /** Why jobs cannot be searched yet, and how far it is; empty where they can. Jobs are run all the same. */
    Optional<String> searchNotReady();

    Compilation compile(String document);

    /** Every version of every workflow, by key. */
    List<WorkflowDefinition> workflows();

    /** {@code id@version}, or {@code id} for the version published last. */
    Optional<WorkflowDefinition> workflow(String reference);

    /** Returns when this process can run it. */
    void publish(WorkflowDefinition definition);

    /** Why the request could not run; empty where it can. */
    Optional<Referee.Refusal> refusal(JobRequest request);

    /** Returns when Kafka has it for good. */
    void submit(JobRequest request);

    /** Returns when Kafka has it for good. */
    void control(JobControl control);

    /** Returns when Kafka has it for good. */
    void signal(OutsideSignal signal);

    Optional<JobView> view(String jobId);

    /** The jobs that a query asks for, the newest request first, as of a moment ago. */
    JobPage jobs(JobQuery query, PageRequest page);

    /**
     * The plan that a job runs; empty where its document is not known any more.
     *
     * @param accepted its first event
     * @param atMs when that was decided, epoch milliseconds
     */
    Optional<Plan> plan(String jobId, JobFact.JobAccepted accepted, long atMs);

    /** Schedules by id, from the one after {@code after} on. */
    List<ScheduleView> schedules(String after, int limit);

    Optional<ScheduleView> schedule(String id);

    /** How far the schedule is once a coordinator has taken it; empty where that is not known in time. */
    Optional<ScheduleView> put(Schedule schedule);

    /** Returns when Kafka has it for good. */
    void deleteSchedule(String id);
    /** Where large values are kept. */
    LargeValues artifacts();

    /** Which process keeps the state of a job. */
    Placement placement(String jobId);

    /** Everything that this process stores of a job, as its owner or as a copy, as JSON; empty where that is nothing. */
    Optional<Value.Dict> state(String jobId);

    /**
     * Calls {@code onEvent} with the job's committed events, in order and each once, until it answers false.
     *
     * @param from events written before this may be left out
     */
    void watch(String jobId, Instant from, Predicate<JobEvent> onEvent);

    /** The stores are being read; it passes. */
    final class NotReadyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotReadyException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What a client of the API is told. */
    static Problem problem(ClientException e) {
        var detail = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case INVALID -> Problem.badRequest(detail);
            case UNREACHABLE, INTERRUPTED -> Problem.unavailable(detail);
            case REFUSED -> Problem.conflict(detail);
            case MISSING -> Problem.notFound(detail);
            case TIMEOUT -> Problem.of(504, "Timeout", detail);
        };
    }
}
