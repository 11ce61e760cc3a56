package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import io.orchestrator.codec.Codecs;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobView;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.query.JobPage;
import io.orchestrator.query.JobPlace;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import io.orchestrator.query.Timeline;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Publishes workflows, submits jobs, watches them and reads their results. Connects on first use. Every method throws
 * {@link ClientException} where it cannot do what it says. Thread-safe.
 */
public final class OrchestratorClient implements AutoCloseable {

    /** How far the clocks of clients and brokers may be apart before a job's first event is searched for longer. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /** The most jobs that a listing holds in memory. */
    static final int MAX_LISTED = 500_000;

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConnections kafka;
    private final SchemaRegistryClient registry;
    private final Codecs codecs;
    private final Topics topics;
    private final Records records;
    private final ScheduleClient schedules;
    private volatile boolean closed;

    private OrchestratorClient(ClientConfig config, SchemaRegistryClient registry) {
        this.kafka = new KafkaConnections(config);
        this.registry = registry;
        this.codecs = Codecs.create(registry, config.topics());
        this.topics = config.topics();
        this.records = new Records(kafka, this::requireOpen);
        this.schedules = new ScheduleClient(records, codecs, topics, this::submit);
    }

    /** @throws ClientException where the configuration is not usable */
    public static OrchestratorClient create(ClientConfig config) {
        KafkaConnections.addresses(config.bootstrapServers());
        try {
            return new OrchestratorClient(config, HttpSchemaRegistryClient.create(config.registryProperties()));
        } catch (IllegalArgumentException e) {
            throw new ClientException(Kind.INVALID, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    /**
     * Makes a workflow known to every coordinator. Publishing the same document again changes nothing.
     *
     * @return what is published under the id and version
     * @throws ClientException where the version is published with another document
     */
    public WorkflowDefinition publish(WorkflowDefinition definition) {
        var published = workflows().stream()
                .filter(known -> known.key().equals(definition.key()))
                .findFirst();
        if (published.isEmpty()) {
            records.send(topics.workflowDefinitions(), definition.key(), codecs.workflowDefinitions(), definition);
            return definition;
        }
        if (!published.get().document().equals(definition.document())) {
            throw new ClientException(
                    Kind.REFUSED,
                    "workflow " + definition.key() + " is already published with another document: raise its version");
        }
        return published.get();
    }

    /** Every published workflow, the oldest first. */
    public List<WorkflowDefinition> workflows() {
        return List.copyOf(records.latest(topics.workflowDefinitions(), codecs.workflowDefinitions())
                .values());
    }

    /**
     * Asks for a job; returns once all in-sync replicas have the request. The same id twice is the same job.
     *
     * @return the job's id
     */
    public String submit(JobRequest request) {
        requireValid(request.jobId());
        if (request.workflow().isPresent() == request.document().isPresent()) {
            throw new ClientException(
                    Kind.INVALID, "job " + request.jobId() + ": give either a workflow or a document");
        }
        records.send(topics.jobRequests(), request.jobId(), codecs.jobRequests(), request);
        return request.jobId();
    }

    /**
     * Tells of something that has happened outside, for whichever jobs wait for it; returns once all in-sync replicas have
     * it.
     */
    public void signal(OutsideSignal signal) {
        var problems = signal.problems();
        if (!problems.isEmpty()) {
            throw new ClientException(Kind.INVALID, "signal " + signal.name() + ": " + String.join("; ", problems));
        }
        var key = OutsideSignal.recordKey(signal.name(), signal.key());
        records.send(topics.signals(), key, codecs.signals(), signal);
    }

    /** Jobs that begin at times. */
    public ScheduleClient schedules() {
        return schedules;
    }

    /** Asks for a change of a running job; returns once all in-sync replicas have the wish. */
    public void control(JobControl control) {
        requireValid(control.jobId());
        records.send(topics.jobControls(), control.jobId(), codecs.jobControls(), control);
    }

    /**
     * What has come of a wish: the job's first event that bears its control id.
     *
     * @return empty where there is none in time: the job may have ended, and keeps its last word
     */
    public Optional<JobEvent> answer(JobControl control, Duration timeout) {
        var deadline = System.nanoTime() + timeout.toNanos();
        var from = Instant.ofEpochMilli(control.requestedAtMs()).minus(CLOCK_SKEW);
        try (var stream = open(control.jobId(), new EventStream.Start.At(from))) {
            while (true) {
                var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                for (JobEvent event : poll(stream, left.compareTo(POLL) < 0 ? left : POLL)) {
                    if (event.fact() instanceof ControlFact fact
                            && fact.by().controlId().equals(control.controlId())) {
                        return Optional.of(event);
                    }
                }
                if (left.isZero()) {
                    return Optional.empty();
                }
            }
        }
    }

    /** {@link #watch(String, Instant, Predicate)} from the job's first event on. */
    public void watch(String jobId, Predicate<JobEvent> onEvent) {
        try (var stream = wholeJob(jobId)) {
            watch(stream, onEvent);
        }
    }

    /**
     * Calls {@code onEvent} with the job's committed events, each once, in order, as they come, until it answers false. An
     * interrupted thread and a closed client end it with an exception of kind INTERRUPTED.
     *
     * @param from events written before this may be left out; {@link Instant#EPOCH} leaves none out
     */
    public void watch(String jobId, Instant from, Predicate<JobEvent> onEvent) {
        try (var stream = open(jobId, new EventStream.Start.At(from))) {
            watch(stream, onEvent);
        }
    }

    private void watch(EventStream stream, Predicate<JobEvent> onEvent) {
        while (true) {
            for (JobEvent event : poll(stream, POLL)) {
                if (!onEvent.test(event)) {
                    return;
                }
            }
        }
    }

    /**
     * The result of a job, once it has ended.
     *
     * @throws ClientException of kind TIMEOUT where it has not ended in time: it goes on
     */
    public ResultDocument await(String jobId, Duration timeout) {
        var deadline = System.nanoTime() + timeout.toNanos();
        var document = new ResultDocument();
        try (var stream = wholeJob(jobId)) {
            var end = stream.end(); // an end before others counts no more: the job was retried
            while (!document.status().terminal() || stream.position() < end) {
                var left = Duration.ofNanos(deadline - System.nanoTime());
                if (!left.isPositive()) {
                    throw new ClientException(
                            Kind.TIMEOUT,
                            "job " + jobId + " is " + document.status().word() + " after " + timeout.toMillis()
                                    + " ms: it goes on, wait longer or check that a coordinator runs");
                }
                poll(stream, left.compareTo(POLL) < 0 ? left : POLL).forEach(document::add);
            }
        }
        return document;
    }

    /**
     * What has happened to a job so far.
     *
     * @throws ClientException of kind MISSING where no event of the job is found
     */
    public ResultDocument result(String jobId) {
        var document = new ResultDocument();
        soFar(jobId, document::add);
        return document;
    }

    /** When each step of a job was scheduled, started and ended, so far; as {@link #result}. */
    public Timeline timeline(String jobId) {
        var timeline = new Timeline();
        soFar(jobId, timeline::add);
        return timeline;
    }

    /** Every event of a job so far, in order; as {@link #result}. */
    public List<JobEvent> events(String jobId) {
        var events = new ArrayList<JobEvent>();
        soFar(jobId, events::add);
        return events;
    }

    private void soFar(String jobId, java.util.function.Consumer<JobEvent> onEvent) {
        var events = 0;
        try (var stream = wholeJob(jobId)) {
            var end = stream.end();
            while (stream.position() < end) {
                for (JobEvent event : poll(stream, POLL)) {
                    onEvent.accept(event);
                    events++;
                }
            }
        }
        if (events == 0) {
            throw new ClientException(
                    Kind.MISSING,
                    "there is no job " + jobId + " in " + topics.jobEvents()
                            + ": check the id; a request that was just sent needs a running coordinator");
        }
    }

    /**
     * The first request for a job that is left in {@code job.requests} and is as wanted.
     *
     * @param near about when the brokers had it; where it is not found there, all that is left is looked through
     */
    public Optional<JobRequest> request(String jobId, Instant near, Predicate<JobRequest> wanted) {
        requireOpen();
        requireValid(jobId);
        kafka.requireReachable();
        try (var consumer = kafka.consumer()) {
            var finder = new RequestFinder(consumer, codecs.jobRequests(), topics.jobRequests(), kafka.where());
            return finder.find(jobId, near, wanted);
        } catch (SchemaRegistryException e) {
            throw Records.registryFailure(e);
        }
    }

    /**
     * Jobs, the newest request first.
     *
     * @param limit how many at most
     * @param filter which
     */
    public List<JobView> jobs(int limit, Predicate<JobView> filter) {
        return matching(filter).stream()
                .sorted(Comparator.comparing(JobPlace::of))
                .limit(limit)
                .toList();
    }

    /**
     * A page of the jobs that a query asks for, the newest request first. Reads the whole topic of views: where a
     * coordinator's HTTP API can be reached, {@link ApiClient#jobs} asks its index instead.
     */
    public JobPage jobs(JobQuery query, PageRequest page) {
        return JobPage.select(matching(query::matches), page);
    }

    private Collection<JobView> matching(Predicate<JobView> filter) {
        var found = new HashMap<String, JobView>();
        records.readAll(topics.jobViews(), record -> {
            var view = record.value() == null ? null : Records.decode(codecs.jobViews(), record);
            if (view == null || !filter.test(view)) {
                found.remove(record.key());
                return;
            }
            found.put(record.key(), view);
            if (found.size() > MAX_LISTED) {
                throw new ClientException(
                        Kind.REFUSED,
                        "more than " + MAX_LISTED + " jobs match: narrow the filter, or use the HTTP API");
            }
        });
        return found.values();
    }

    private EventStream wholeJob(String jobId) {
        var guess = JobIds.time(jobId).map(made -> made.minus(CLOCK_SKEW)).orElse(Instant.EPOCH);
        return open(jobId, new EventStream.Start.FirstEvent(guess));
    }

    private EventStream open(String jobId, EventStream.Start start) {
        requireOpen();
        requireValid(jobId);
        kafka.requireReachable();
        var source = new EventStream.Source(kafka.consumer(), codecs.jobEvents(), topics.jobEvents(), kafka.where());
        return EventStream.open(source, jobId, start);
    }

    private List<JobEvent> poll(EventStream stream, Duration time) {
        requireOpen();
        try {
            return stream.poll(time);
        } catch (SchemaRegistryException e) {
            throw Records.registryFailure(e);
        }
    }

    private static void requireValid(String jobId) {
        if (!JobIds.valid(jobId)) {
            throw new ClientException(
                    Kind.INVALID,
                    "job id '" + jobId + "' is not valid: use 1 to " + JobIds.MAX_LENGTH
                            + " letters, digits, dots, dashes and underscores, beginning with a letter or digit");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new ClientException(Kind.INTERRUPTED, "the client is closed");
        }
    }

    /** Ends watches of other threads within a second. */
    @Override
    public void close() {
        closed = true;
        records.close();
        registry.close();
    }
}
