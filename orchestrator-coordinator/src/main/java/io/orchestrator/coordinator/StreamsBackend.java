package io.orchestrator.coordinator;

import io.orchestrator.artifact.LargeValues;
import io.orchestrator.artifact.MarkSignature;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.codec.Codecs;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.compile.Compilation;
import io.orchestrator.coordinator.http.Backend;
import io.orchestrator.coordinator.http.Placement;
import io.orchestrator.coordinator.search.IndexNotReadyException;
import io.orchestrator.coordinator.search.JobSearch;
import io.orchestrator.coordinator.search.SearchTimeoutException;
import io.orchestrator.coordinator.store.StateShape;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.workflow.Definitions;
import io.orchestrator.coordinator.workflow.Referee;
import io.orchestrator.coordinator.workflow.Terms;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What the API asks, answered from the global stores, the search index and by Kafka itself. */
final class StreamsBackend implements Backend {

    /** How long a workflow that was just published may take to come back. */
    private static final Duration COMES_BACK = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final KafkaStreams streams;
    private final OrchestratorClient client;
    private final Codecs codecs;
    private final Terms terms;
    private final JobSearch search;
    private final StatePlaces places;
    private final List<String> models;
    private final String claimSecret;

    StreamsBackend(
            StatePlaces places,
            OrchestratorClient client,
            Codecs codecs,
            Terms terms,
            JobSearch search,
            CoordinatorConfig config) {
        this.places = places;
        this.models = config.models();
        this.claimSecret = config.claimSecret().value();
        this.streams = places.streams();
        this.client = client;
        this.codecs = codecs;
        this.terms = terms;
        this.search = search;
    }

    @Override
    public boolean live() {
        return !streams.state().hasCompletedShutdown() && streams.state() != KafkaStreams.State.PENDING_ERROR;
    }

    @Override
    public Optional<String> notReady() {
        var state = streams.state();
        return state == KafkaStreams.State.RUNNING
                ? Optional.empty()
                : Optional.of("the coordinator is " + state + "; it takes jobs when it is RUNNING");
    }

    @Override
    public Optional<String> searchNotReady() {
        return search.notReady();
    }

    @Override
    public Compilation compile(String document) {
        return terms.plans().compile(document);
    }

    @Override
    public List<WorkflowDefinition> workflows() {
        return definitions().all();
    }

    @Override
    public Optional<WorkflowDefinition> workflow(String reference) {
        return definitions().find(reference);
    }

    @Override
    public void publish(WorkflowDefinition definition) {
        client.publish(definition);
        var deadline = System.nanoTime() + COMES_BACK.toNanos();
        while (definitions().find(definition.key()).isEmpty()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    @Override
    public Optional<Referee.Refusal> refusal(JobRequest request) {
        if (ArtifactMark.isInside(request.inputs())) {
            var why = "inputs: a text in it pretends to stand for an artifact";
            return Optional.of(
                    new Referee.Refusal(Failure.of(FailureKind.INVALID, "INVALID_INPUTS", why), List.of(why)));
        }
        return new Referee(terms, definitions()).refusal(request);
    }

    @Override
    public void submit(JobRequest request) {
        var sealed = new Referee(terms, definitions()).sealed(request);
        client.submit(sealed.withInputs(slim(sealed.jobId(), sealed.inputs())));
    }

    /** What is sealed stays: coordinators look for it. */
    private Value.Dict slim(String jobId, Value.Dict inputs) {
        return artifacts()
                .deposit(jobId, inputs, LargeValues.Stays.SEALED, mark -> MarkSignature.sign(claimSecret, jobId, mark));
    }

    @Override
    public LargeValues artifacts() {
        return terms.opened().values();
    }

    @Override
    public void control(JobControl control) {
        client.control(control);
    }

    @Override
    public void signal(OutsideSignal signal) {
        client.signal(signal);
    }

    @Override
    public Optional<JobView> view(String jobId) {
        return Optional.ofNullable(store(Stores.VIEWS).get(jobId)).flatMap(this::view);
    }

    @Override
    public JobPage jobs(JobQuery query, PageRequest page) {
        try {
            return search.search(query, page);
        } catch (IndexNotReadyException | SearchTimeoutException e) {
            throw new NotReadyException(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<JobView> view(byte[] value) {
        try {
            return Optional.of(codecs.jobViews().decode(value));
        } catch (UndecodableException e) {
            // The store's reader made a dead letter of it when it came.
            return Optional.empty();
        }
    }

    @Override
    public Optional<Plan> plan(String jobId, JobFact.JobAccepted accepted, long atMs) {
        return definitions()
                .find(accepted.workflow())
                .flatMap(definition -> plan(definition.document(), accepted))
                .or(() -> client.request(
                                jobId,
                                Instant.ofEpochMilli(atMs),
                                request -> plan(request, accepted).isPresent())
                        .flatMap(request -> plan(request, accepted)));
    }

    private Optional<Plan> plan(JobRequest request, JobFact.JobAccepted accepted) {
        return request.document().flatMap(document -> plan(document, accepted));
    }

    private Optional<Plan> plan(String document, JobFact.JobAccepted accepted) {
        return compile(document).plan().filter(plan -> plan.hash().equals(accepted.planHash()));
    }

    @Override
    public List<ScheduleView> schedules(String after, int limit) {
        var found = new ArrayList<ScheduleView>();
        try (var entries = store(Stores.SCHEDULE_VIEWS).range(after + '\0', null)) {
            while (entries.hasNext() && found.size() < limit) {
                scheduleView(entries.next().value).ifPresent(found::add);
            }
        }
        return found;
    }

    @Override
    public Optional<ScheduleView> schedule(String id) {
        return Optional.ofNullable(store(Stores.SCHEDULE_VIEWS).get(id)).flatMap(this::scheduleView);
    }

    private Optional<ScheduleView> scheduleView(byte[] value) {
        try {
            return Optional.of(codecs.scheduleViews().decode(value));
        } catch (UndecodableException e) {
            // The store's reader made a dead letter of it when it came.
            return Optional.empty();
        }
    }

    @Override
    public Optional<ScheduleView> put(Schedule schedule) {
        client.schedules().put(schedule);
        var deadline = System.nanoTime() + COMES_BACK.toNanos();
        while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            var view = schedule(schedule.id()).filter(known -> known.schedule().equals(schedule));
            if (view.isPresent()) {
                return view;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return Optional.empty();
    }

    @Override
    public void deleteSchedule(String id) {
        client.schedules().delete(id);
    }

    @Override
    public Placement placement(String jobId) {
        return places.of(jobId);
    }

    @Override
    public Optional<Value.Dict> state(String jobId) {
        return places.read(jobId).map(dump -> StateShape.of(jobId, dump, models));
    }

    @Override
    public void watch(String jobId, Instant from, Predicate<JobEvent> onEvent) {
        client.watch(jobId, from, onEvent);
    }

    private Definitions definitions() {
        return new Definitions(store(Stores.DEFINITIONS), codecs.workflowDefinitions());
    }

    private ReadOnlyKeyValueStore<String, byte[]> store(String name) {
        try {
            return streams.store(
                    StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, byte[]>keyValueStore()));
        } catch (InvalidStateStoreException e) {
            throw new NotReadyException(
                    "the coordinator is " + streams.state() + " and cannot look things up yet; ask again in a moment",
                    e);
        }
    }
}
