package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import io.orchestrator.codec.Codecs;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.schedule.ScheduleCheck;
import io.orchestrator.schedule.ScheduledRequests;
import io.orchestrator.topics.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Jobs that begin at times. Every method throws {@link ClientException} where it cannot do what it says. Thread-safe. */
public final class ScheduleClient {

    private final Records records;
    private final Codecs codecs;
    private final Topics topics;
    private final Consumer<JobRequest> submit;

    ScheduleClient(Records records, Codecs codecs, Topics topics, Consumer<JobRequest> submit) {
        this.records = records;
        this.codecs = codecs;
        this.topics = topics;
        this.submit = submit;
    }

    /**
     * Makes a schedule, or changes it; returns once all in-sync replicas have it. A coordinator takes it a moment later.
     *
     * @throws ClientException of kind INVALID with every problem of the schedule
     */
    public void put(Schedule schedule) {
        var problems = ScheduleCheck.problems(schedule);
        if (!problems.isEmpty()) {
            throw new ClientException(Kind.INVALID, "schedule " + schedule.id() + ": " + String.join("; ", problems));
        }
        records.send(topics.schedules(), schedule.id(), codecs.schedules(), schedule);
    }

    /** No further job begins; those that have begun go on. A schedule that is not known is none after this either. */
    public void delete(String id) {
        requireValid(id);
        records.delete(topics.schedules(), id);
    }

    /** Every schedule as a coordinator sees it, by id. */
    public List<ScheduleView> all() {
        return List.copyOf(new TreeMap<>(records.latest(topics.scheduleViews(), codecs.scheduleViews())).values());
    }

    /** One schedule; empty where no coordinator has taken it (yet). */
    public Optional<ScheduleView> find(String id) {
        requireValid(id);
        return all().stream().filter(view -> view.schedule().id().equals(id)).findFirst();
    }

    /**
     * Begins a job of a schedule now, beside those of its times.
     *
     * @param by who wants it
     * @return the job's id
     */
    public String trigger(Schedule schedule, String by) {
        var now = Instant.now();
        var jobId = JobIds.create(schedule.id(), now, RandomGenerator.getDefault());
        submit.accept(ScheduledRequests.now(schedule, jobId, by, now.toEpochMilli()));
        return jobId;
    }

    private static void requireValid(String id) {
        if (!ScheduleCheck.validId(id)) {
            throw new ClientException(
                    Kind.INVALID,
                    "schedule id '" + id + "' is not valid: use 1 to " + ScheduleCheck.MAX_ID_LENGTH
                            + " letters, digits, '.', '_' or '-', the first a letter or digit");
        }
    }
}
