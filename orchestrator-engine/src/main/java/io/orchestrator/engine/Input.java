package io.orchestrator.engine;

import io.orchestrator.model.Failure;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.Value;
import java.util.List;

/** What can reach a job. Every input bears its time, so that deciding again gives the same. */
public sealed interface Input {

    String jobId();

    /** When it happened, epoch milliseconds: the broker's time of the record, or a timer's due time. */
    long atMs();

    /**
     * A client asks for the job and its inputs are good.
     *
     * @param request as received
     * @param inputs checked, defaults filled in
     * @param limited whether the settings limit the queue of the job
     */
    record Submit(JobRequest request, Value.Dict inputs, boolean limited, long atMs) implements Input {
        /** A request for a job of a queue without limits. */
        public Submit(JobRequest request, Value.Dict inputs, long atMs) {
            this(request, inputs, false, atMs);
        }

        @Override
        public String jobId() {
            return request.jobId();
        }
    }

    /**
     * A client asks for the job and it cannot be run.
     *
     * @param request as received
     * @param failure why
     * @param findings one line each
     */
    record Refuse(JobRequest request, Failure failure, List<String> findings, long atMs) implements Input {
        public Refuse {
            findings = List.copyOf(findings);
        }

        @Override
        public String jobId() {
            return request.jobId();
        }
    }

    /** A worker has begun an attempt. */
    record Started(TaskStarted started, long atMs) implements Input {
        @Override
        public String jobId() {
            return started.task().jobId();
        }
    }

    /** A worker still runs an attempt. */
    record Progress(TaskProgress progress, long atMs) implements Input {
        @Override
        public String jobId() {
            return progress.task().jobId();
        }
    }

    /** A worker has ended an attempt. */
    record Completed(TaskCompleted completed, long atMs) implements Input {
        @Override
        public String jobId() {
            return completed.task().jobId();
        }
    }

    /** A job that a step waits for has ended. */
    record ChildEnded(io.orchestrator.model.ChildEnded ended, long atMs) implements Input {
        @Override
        public String jobId() {
            return ended.jobId();
        }
    }

    /** A lane has something to tell the job. */
    record Ticket(JobTicket ticket, long atMs) implements Input {
        @Override
        public String jobId() {
            return ticket.jobId();
        }
    }

    /** A timer set by an earlier decision is due; {@code atMs} is its due time. */
    record TimerFired(JobTimer timer) implements Input {
        @Override
        public String jobId() {
            return timer.jobId();
        }

        @Override
        public long atMs() {
            return timer.dueAtMs();
        }
    }

    /** A client wants to change the job. */
    record Control(JobControl control, long atMs) implements Input {
        @Override
        public String jobId() {
            return control.jobId();
        }
    }

    /**
     * A client wants to change the job to what cannot be.
     *
     * @param why what stands against it
     */
    record RefuseControl(JobControl control, String why, long atMs) implements Input {
        @Override
        public String jobId() {
            return control.jobId();
        }
    }

    /** The shell could not go on with this job (a bug, a lost definition): it ends here, the partition goes on. */
    record Quarantine(String jobId, Failure failure, long atMs) implements Input {}
}
