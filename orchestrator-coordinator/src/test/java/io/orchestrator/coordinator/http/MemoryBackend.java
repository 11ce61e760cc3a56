package io.orchestrator.coordinator.http;

import io.orchestrator.artifact.LargeValues;
import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compilation;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.coordinator.workflow.Referee;
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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What the API asks, in memory. A watch waits for events that tests add. */
final class MemoryBackend implements Backend {

    final Map<String, WorkflowDefinition> definitions = new ConcurrentSkipListMap<>();
    final ConcurrentSkipListMap<String, ScheduleView> schedules = new ConcurrentSkipListMap<>();
    volatile boolean takes = true;
    final Map<String, JobView> jobs = new ConcurrentHashMap<>();
    final List<JobRequest> submitted = new CopyOnWriteArrayList<>();
    final List<OutsideSignal> signals = new CopyOnWriteArrayList<>();
    final List<JobControl> controls = new CopyOnWriteArrayList<>();
    final Map<String, List<JobEvent>> events = new ConcurrentHashMap<>();
    final Map<String, Value.Dict> states = new ConcurrentHashMap<>();
    volatile Placement placement = new Placement.Here();
    volatile boolean live = true;
    volatile String notReady = "";
    volatile String searchNotReady = "";
    private final Compiler compiler = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()));
    private final Object added = new Object();
    volatile LargeValues artifacts = LargeValues.inline();

    @Override
    public LargeValues artifacts() {
        return artifacts;
    }

    void add(JobEvent event) {
        synchronized (added) {
            events.computeIfAbsent(event.jobId(), id -> new CopyOnWriteArrayList<>())
                    .add(event);
            added.notifyAll();
        }
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public Optional<String> notReady() {
        return Optional.of(notReady).filter(why -> !why.isEmpty());
    }

    @Override
    public Optional<String> searchNotReady() {
        return Optional.of(searchNotReady).filter(why -> !why.isEmpty());
    }

    @Override
    public Compilation compile(String document) {
        return compiler.compile(document);
    }

    @Override
    public List<WorkflowDefinition> workflows() {
        return List.copyOf(definitions.values());
    }

    @Override
    public Optional<WorkflowDefinition> workflow(String reference) {
        return definitions.values().stream()
                .filter(known -> known.key().equals(reference) || known.id().equals(reference))
                .max(Comparator.comparingLong(WorkflowDefinition::publishedAtMs));
    }

    @Override
    public void publish(WorkflowDefinition definition) {
        definitions.put(definition.key(), definition);
    }

    @Override
    public Optional<Referee.Refusal> refusal(JobRequest request) {
        var known = request.workflow().isEmpty()
                || workflow(request.workflow().get()).isPresent();
        return known
                ? Optional.empty()
                : Optional.of(new Referee.Refusal(
                        Failure.of(FailureKind.INVALID, "UNKNOWN_WORKFLOW", "no such workflow; did you mean 'hello'?"),
                        List.of("no such workflow; did you mean 'hello'?")));
    }

    @Override
    public void submit(JobRequest request) {
        submitted.add(request);
    }

    @Override
    public void control(JobControl control) {
        controls.add(control);
    }

    @Override
    public void signal(OutsideSignal signal) {
        signals.add(signal);
    }

    @Override
    public Optional<JobView> view(String jobId) {
        return Optional.ofNullable(jobs.get(jobId));
    }

    @Override
    public JobPage jobs(JobQuery query, PageRequest page) {
        return JobPage.select(jobs.values().stream().filter(query::matches).toList(), page);
    }

    @Override
    public Optional<Plan> plan(String jobId, JobFact.JobAccepted accepted, long atMs) {
        return workflow(accepted.workflow())
                .flatMap(definition -> compile(definition.document()).plan())
                .filter(plan -> plan.hash().equals(accepted.planHash()));
    }

    @Override
    public List<ScheduleView> schedules(String after, int limit) {
        return schedules.tailMap(after, false).values().stream().limit(limit).toList();
    }

    @Override
    public Optional<ScheduleView> schedule(String id) {
        return Optional.ofNullable(schedules.get(id));
    }

    @Override
    public Optional<ScheduleView> put(Schedule schedule) {
        var next = schedule.paused() ? Optional.<Long>empty() : Optional.of(1_000L);
        var view = new ScheduleView(schedule, next, Optional.empty(), "", Optional.empty());
        schedules.put(schedule.id(), view);
        return takes ? Optional.of(view) : Optional.empty();
    }

    @Override
    public void deleteSchedule(String id) {
        schedules.remove(id);
    }

    @Override
    public Placement placement(String jobId) {
        return placement;
    }

    @Override
    public Optional<Value.Dict> state(String jobId) {
        return Optional.ofNullable(states.get(jobId));
    }

    @Override
    public void watch(String jobId, Instant from, Predicate<JobEvent> onEvent) {
        var next = 0;
        while (!Thread.currentThread().isInterrupted()) {
            var known = events.getOrDefault(jobId, List.of());
            if (next < known.size()) {
                if (!onEvent.test(known.get(next++))) {
                    return;
                }
            } else {
                awaitMore(jobId, next);
            }
        }
    }

    private void awaitMore(String jobId, int next) {
        synchronized (added) {
            try {
                while (events.getOrDefault(jobId, List.of()).size() <= next) {
                    added.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
