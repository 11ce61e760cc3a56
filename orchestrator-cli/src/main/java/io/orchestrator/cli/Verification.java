package io.orchestrator.cli;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.client.ApiClient;
import io.orchestrator.client.ClientException;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.Differences;
import io.orchestrator.coordinator.store.Rewriting;
import io.orchestrator.coordinator.store.StateDump;
import io.orchestrator.coordinator.store.StateShape;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Compares what coordinators store of jobs with what the events say. Thread-safe. */
final class Verification {

    /**
     * State is read as it is being written, or from a copy whose stores are a moment apart, and may be of a transaction that is
     * never committed: only what stays different is.
     */
    private static final int MAX_TRIES = 6;

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final OrchestratorClient client;
    private final ApiClient coordinator;
    private final Map<List<String>, Compiler> compilers = new ConcurrentHashMap<>();
    private final Map<String, String> published;

    /** What came of one job. */
    sealed interface Outcome {
        record Compared(Differences differences) implements Outcome {}

        /** @param why it is not stored */
        record Gone(String why) implements Outcome {}

        /** @param why it cannot be compared */
        record Unverified(String why) implements Outcome {}
    }

    /** Both are closed by the caller. */
    Verification(OrchestratorClient client, ApiClient coordinator) {
        this.client = client;
        this.coordinator = coordinator;
        this.published = client.workflows().stream()
                .collect(Collectors.toMap(WorkflowDefinition::key, WorkflowDefinition::document));
    }

    Outcome verify(String jobId) {
        var outcome = once(jobId);
        for (int i = 1; i < MAX_TRIES && !settled(outcome); i++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            outcome = once(jobId);
        }
        return outcome;
    }

    private static boolean settled(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Compared compared -> compared.differences().lines().isEmpty();
            case Outcome.Gone gone -> true;
            case Outcome.Unverified unverified -> false;
        };
    }

    private Outcome once(String jobId) {
        try {
            var answer = coordinator.state(jobId);
            return compare(StateShape.read(answer), StateShape.models(answer), client.events(jobId));
        } catch (ClientException e) {
            var why = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case MISSING -> new Outcome.Gone(why);
                case UNREACHABLE, TIMEOUT -> new Outcome.Unverified(why);
                case INVALID, REFUSED, INTERRUPTED -> throw e;
            };
        }
    }

    private Outcome compare(StateDump stored, List<String> models, List<JobEvent> all) {
        var sequence = new StateCodec().root(stored.root().get()).sequence();
        if (all.getLast().sequence() < sequence) {
            return new Outcome.Unverified("event " + sequence + ", up to which it is stored, is not committed");
        }
        var events = all.stream().filter(event -> event.sequence() <= sequence).toList();
        var plan = plan(stored, models, events.getFirst().fact());
        return plan.<Outcome>map(
                        found -> new Outcome.Compared(Differences.between(stored, Rewriting.of(found, events))))
                .orElseGet(() -> new Outcome.Unverified("the document that it runs is not published as it was"));
    }

    private Optional<Plan> plan(StateDump stored, List<String> models, JobFact first) {
        if (!(first instanceof JobFact.JobAccepted accepted)) {
            return Optional.of(Plan.NONE);
        }
        var compiler = compilers.computeIfAbsent(
                models, names -> new Compiler(ToolCatalog.builtIn(), new ModelCatalog(names)));
        return stored.document()
                .or(() -> Optional.ofNullable(published.get(accepted.workflow())))
                .flatMap(document -> compiler.compile(document).plan())
                .filter(plan -> plan.hash().equals(accepted.planHash()));
    }
}
