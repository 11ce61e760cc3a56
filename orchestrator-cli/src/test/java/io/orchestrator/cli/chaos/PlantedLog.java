package io.orchestrator.cli.chaos;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.cli.chaos.Checker.Evidence;
import io.orchestrator.cli.chaos.Tail.Arrival;
import io.orchestrator.cli.chaos.Workload.Outcome;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Priority;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one job of two steps, one after the other, leaves behind; tests spoil it. */
final class PlantedLog {

    static final String JOB = "planted-1";

    static final Plan PLAN = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()))
            .compile("""
                    id: planted
                    name: Planted
                    version: 1.0.0
                    steps:
                      - {id: first, tool: terminal, parameters: {command: "true"}}
                      - {id: second, tool: terminal, depends_on: first, parameters: {command: "true"}}
                    """)
            .plan()
            .orElseThrow();

    private static final long AT_MS = 1_000;
    private static final Value.Dict OUTPUTS = Value.of(Map.of());

    final List<JobEvent> events = new ArrayList<>();
    final Map<String, Integer> ledger = new HashMap<>();
    final List<Arrival> arrivals = new ArrayList<>();
    final List<DeadLetter> letters = new ArrayList<>();
    final Map<String, Submitted> asked = new HashMap<>();
    final Map<String, JobView> views = new HashMap<>();
    Outcome expected = new Outcome(JobStatus.COMPLETED, true, Optional.of(OUTPUTS));

    /** A job without blame. */
    static PlantedLog clean() {
        var log = new PlantedLog();
        log.asked.put(JOB, new Submitted(JOB, Value.of(Map.of()), 0, Optional.empty()));
        log.add(accepted());
        log.attempt("first", 1);
        log.attempt("second", 1);
        log.add(new JobFact.JobCompleted(true, OUTPUTS));
        log.views.put(JOB, log.view(log.events.size()));
        log.events.forEach(event -> log.arrivals.add(new Arrival(event, 1)));
        return log;
    }

    static JobFact accepted() {
        return new JobFact.JobAccepted(
                PLAN.key(), PLAN.hash(), Value.of(Map.of()), Priority.NORMAL, Map.of(), "", "", AT_MS, PLAN.outline());
    }

    static TaskRef task(String step, int attempt) {
        return new TaskRef(step + "#" + attempt, JOB, 0, step, attempt);
    }

    static JobFact scheduled(String step, int attempt) {
        return new JobFact.StepScheduled(task(step, attempt), "default");
    }

    static JobFact started(String step, int attempt, String worker) {
        return new JobFact.StepStarted(task(step, attempt), worker, AT_MS);
    }

    static JobFact completed(String step, int attempt) {
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", Value.of("done"));
        envelope.put("success", Value.of(true));
        return new JobFact.StepCompleted(
                task(step, attempt),
                "worker-1.1",
                AT_MS,
                AT_MS,
                new TaskResult.Done(Value.of(envelope), Optional.empty()));
    }

    private void attempt(String step, int attempt) {
        add(scheduled(step, attempt));
        add(started(step, attempt, "worker-1.1"));
        add(completed(step, attempt));
        ledger.put(task(step, attempt).commandId(), 1);
    }

    void add(JobFact fact) {
        events.add(event(events.size() + 1, fact));
    }

    static JobEvent event(long sequence, JobFact fact) {
        return new JobEvent(JOB, sequence, 0, AT_MS, fact);
    }

    /** The events with this fact put in before the one at the place, all counted anew. */
    void insert(int place, JobFact fact) {
        var facts = new ArrayList<>(events.stream().map(JobEvent::fact).toList());
        facts.add(place, fact);
        events.clear();
        facts.forEach(this::add);
    }

    /** Of the completed job, with so many events. */
    JobView view(long sequence) {
        return new JobView(JOB, PLAN.key(), JobStatus.COMPLETED, true, Map.of(), AT_MS, AT_MS, 2, 2, "", sequence);
    }

    List<Violation> check() {
        var workload = new Workload(
                PLAN,
                List.of(),
                Map.of(PLAN.key(), PLAN),
                job -> Value.of(Map.of()),
                Optional.of(inputs -> expected),
                Set.of("first", "second"),
                false);
        var jobs = events.isEmpty() ? Map.<String, List<JobEvent>>of() : Map.of(JOB, events);
        return Checker.check(new Evidence(
                workload, asked, Set.of(JOB), jobs, views, letters, arrivals, new Ledger(ledger), Map.of()));
    }
}
