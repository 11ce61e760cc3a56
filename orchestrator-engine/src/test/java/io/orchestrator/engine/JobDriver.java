package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.value.Opener;
import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.Call;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs one job the way the shell does: decides, stores the changed leaves, keeps events and effects. After each input it
 * checks that deciding again gives the same and that folding the events gives the stored state.
 */
final class JobDriver {

    static final String JOB = "job-1";

    final Plan plan;
    final List<JobEvent> events = new ArrayList<>();
    final List<StepCommand> commands = new ArrayList<>();
    final List<JobTimer> timers = new ArrayList<>();
    final List<JobRequest> children = new ArrayList<>();
    final List<JobControl> cancels = new ArrayList<>();
    final Set<String> endedChildren = new HashSet<>();
    final List<ChildEnded> told = new ArrayList<>();
    final List<Effect.Interrupt> interrupts = new ArrayList<>();
    final List<WorkerControl> grants = new ArrayList<>();
    final List<LaneRequest> asked = new ArrayList<>();
    final List<TaskProgress> questions = new ArrayList<>();
    final List<SignalWait> waits = new ArrayList<>();
    final List<SignalWait> again = new ArrayList<>();
    private final StoredJob stored = new StoredJob();
    private boolean limited;
    private int controls;
    Opener opener = Opener.NONE;
    Keeper keeper = Keeper.NONE;
    long now = 1_000_000;

    JobDriver(Plan plan) {
        this.plan = plan;
    }

    static JobDriver submitted(Plan plan) {
        var driver = new JobDriver(plan);
        driver.submit();
        return driver;
    }

    /** A job of a queue that is limited; it waits. */
    static JobDriver limited(Plan plan) {
        var driver = new JobDriver(plan);
        driver.limited = true;
        driver.submit();
        return driver;
    }

    Decision submit() {
        return submit(Value.of(Map.of("who", Value.of("Ada"))));
    }

    Decision submit(Value.Dict inputs) {
        var request = new JobRequest(
                JOB, Optional.of("test"), Optional.empty(), Value.EMPTY, Optional.empty(), Map.of(), "", "tester", now);
        return feed(new Input.Submit(request, inputs, limited, now));
    }

    Decision feed(Input input) {
        var before = state();
        var decision = Engine.decide(plan, before, input);

        assertThat(Engine.decide(plan, state(), input).events()).isEqualTo(decision.events());
        assertThat(Engine.decide(plan, state(), input).effects()).isEqualTo(decision.effects());
        if (decision.state().exists()) {
            var folded = Fold.apply(plan, before, decision.events());
            assertThat(folded.root()).isEqualTo(decision.state().root());
            assertThat(folded.changes()).isEqualTo(decision.state().changes());
            stored.save(before, decision.state());
        }
        events.addAll(decision.events());
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.Dispatch dispatch -> commands.add(dispatch.command());
                case Effect.Publish publish -> commands.add(publish.command());
                case Effect.StartJob start -> children.add(start.request());
                case Effect.ControlJob cancel -> cancels.add(cancel.control());
                case Effect.TellWait tell -> heard(tell.change(), input);
                case Effect.TellParent tell -> told.add(tell.ended());
                case Effect.SetTimer set -> timers.add(set.timer());
                case Effect.Interrupt interrupt -> interrupts.add(interrupt);
                case Effect.Grant grant -> grants.add(grant.control());
                case Effect.AskLane ask -> asked.add(ask.request());
                case Effect.AskLease ask -> questions.add(ask.question());
            }
        }
        assertThat(subscribed()).isEqualTo(waiting());
        return decision;
    }

    /** The questions that the last decisions have written are read. */
    private Decision answered(Decision decision) {
        var last = decision;
        while (!questions.isEmpty()) {
            last = feed(new Input.Progress(questions.removeFirst(), now));
        }
        return last;
    }

    private void heard(SignalWait wait, Input input) {
        if (wait.over() || !subscribed().contains(wait.waitId())) {
            waits.add(wait);
            return;
        }
        assertThat(input).as("%s is told again", wait).isInstanceOf(Input.Control.class);
        again.add(wait);
    }

    /** Ids of the waits that are not over as far as has been told. */
    private Set<String> subscribed() {
        var ids = new HashSet<String>();
        for (SignalWait wait : waits) {
            assertThat(wait.over() ? ids.remove(wait.waitId()) : ids.add(wait.waitId()))
                    .as("%s is news", wait)
                    .isTrue();
        }
        return ids;
    }

    /** Ids of the waits of the job's steps for signals that name no job. */
    private Set<String> waiting() {
        var job = state();
        return job.exists() && !job.root().status().terminal()
                ? job.draft().signals().awaited().stream()
                        .map(Signals.Awaited::waitId)
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toSet())
                : Set.of();
    }

    JobState state() {
        return stored.state().with(new Artifacts(opener, keeper));
    }

    /** Why the job failed. */
    Failure failure() {
        return java.util.Objects.requireNonNull(root().failure());
    }

    JobRoot root() {
        return state().root();
    }

    StepState step(String id) {
        var path = plan.find(id).orElseThrow();
        var state = state().step(path);
        return state != null ? state : StepState.pending(path, plan.step(path).waitsFor());
    }

    /** Every step instance that was ever touched. */
    Stream<StepState> states() {
        return stored.steps();
    }

    /** Whether something would follow if the timer fired now. */
    boolean wakes(JobTimer timer) {
        return Engine.decide(plan, state(), new Input.TimerFired(timer))
                .ignored()
                .isEmpty();
    }

    /** The last command of the step. */
    StepCommand command(String step) {
        return commands.stream()
                .filter(c -> c.task().step().equals(step))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no command for " + step + " among " + commands));
    }

    String sentText(String step) {
        var call = (Call.Tool) command(step).call();
        return call.parameters().get("text") instanceof Value.Text text ? text.value() : "";
    }

    Decision start(String step) {
        return feed(new Input.Started(new TaskStarted(command(step).task(), "w1", now, ""), now));
    }

    Decision lease(String step, long leaseMs) {
        return feed(new Input.Progress(new TaskProgress(command(step).task(), "w1", now, leaseMs, "", ""), now));
    }

    Decision complete(String step, String result) {
        return result(step, done(Value.of(result), Value.Bool.TRUE));
    }

    Decision reportFailure(String step) {
        return result(step, done(Value.Null.NULL, Value.Bool.FALSE));
    }

    Decision fail(String step, FailureKind kind) {
        return result(step, new TaskResult.Failed(Failure.of(kind, "TEST", step + " failed")));
    }

    Decision result(String step, TaskResult result) {
        return result(command(step), result);
    }

    Decision result(StepCommand command, TaskResult result) {
        return feed(new Input.Completed(new TaskCompleted(command.task(), "w1", now, now, result, ""), now));
    }

    Decision cancel() {
        return wish(new Wish.Cancel());
    }

    Decision wish(Wish wish) {
        controls++;
        var control = new JobControl("c" + controls, JOB, wish, "enough", "ada", now);
        return feed(new Input.Control(control, now));
    }

    /** A signal that named no job reaches this one. */
    Decision brought(Wish.Signal signal) {
        controls++;
        var id = OutsideSignal.recordKey(signal.name(), signal.key()) + "/" + controls;
        return feed(new Input.Control(new JobControl(id, JOB, signal, "", "shop", now), now));
    }

    /** The lane that the job has asked last answers. */
    Decision answer(JobTicket.Kind kind) {
        return answer(asked.getLast(), kind);
    }

    Decision answer(LaneRequest request, JobTicket.Kind kind) {
        return feed(new Input.Ticket(new JobTicket(JOB, request.lane().name(), request.round(), kind), now));
    }

    /** Where the job has a place, as the lanes know it: name and round. */
    Set<String> places() {
        var places = new HashSet<String>();
        for (LaneRequest request : asked) {
            var place = request.lane().name() + " " + request.round();
            if (request.kind() == LaneRequest.Kind.ASK) {
                places.add(place);
            } else {
                places.remove(place);
            }
        }
        return places;
    }

    List<Checkpoint> checkpoints() {
        return stored.checkpoints();
    }

    /** The job that a step waits for has ended; kept in {@link #endedChildren} where the step took notice. */
    Decision childEnded(JobRequest child, JobStatus status) {
        var step = child.parent().orElseThrow();
        var ended = new ChildEnded(
                step.jobId(),
                step.epoch(),
                step.step(),
                step.attempt(),
                child.jobId(),
                status,
                status == JobStatus.COMPLETED,
                Value.EMPTY,
                Optional.empty());
        var decision = feed(new Input.ChildEnded(ended, now));
        if (decision.ignored().isEmpty()) {
            endedChildren.add(child.jobId());
        }
        return decision;
    }

    /** What the shell does with a job that it cannot go on with: it has no plan for it. */
    Decision quarantine(Failure bug) {
        var decision = Engine.decide(Plan.NONE, state(), new Input.Quarantine(JOB, bug, now));
        stored.put(decision.state().root());
        for (Effect effect : decision.effects()) {
            if (effect instanceof Effect.ControlJob cancel) {
                cancels.add(cancel.control());
            } else if (effect instanceof Effect.AskLane left) {
                asked.add(left.request());
            } else if (effect instanceof Effect.TellWait tell) {
                waits.add(tell.change());
            }
        }
        return decision;
    }

    Decision fire(JobTimer timer) {
        now = Math.max(now, timer.dueAtMs());
        return answered(feed(new Input.TimerFired(timer)));
    }

    List<String> types() {
        return events.stream()
                .filter(event -> !isBeforeFailure(event.fact()))
                .map(JobDriver::describe)
                .toList();
    }

    /** A checkpoint that every job makes that fails. */
    private static boolean isBeforeFailure(JobFact fact) {
        return fact instanceof ControlFact.CheckpointMade made && made.cause() == ControlFact.Cause.FAILURE;
    }

    private static String describe(JobEvent event) {
        var step = switch (event.fact()) {
            case JobFact.StepScheduled f -> " " + f.task().step();
            case JobFact.StepStarted f -> " " + f.task().step();
            case JobFact.StepLeaseRenewed f -> " " + f.task().step();
            case JobFact.StepRetryScheduled f -> " " + f.task().step();
            case JobFact.StepCompleted f -> " " + f.task().step();
            case JobFact.StepFailed f -> " " + f.task().step();
            case JobFact.StepSkipped f -> " " + f.step();
            case JobFact.StepCancelled f -> " " + f.step();
            case JobFact.StepOpened f -> " " + f.task().step();
            case JobFact.ChildStarted f -> " " + f.task().step();
            case JobFact.LoopItems f -> " " + f.step();
            case JobFact.BlockStarted f -> " " + f.step() + " " + f.number();
            case JobFact.BlockEnded f -> " " + f.step() + " " + f.number() + " " + f.ending();
            case JobFact.FailureCaught f -> " " + f.task().step();
            case JobFact.StepsRepeated f -> " " + f.step() + " " + f.target();
            case JobFact.Emitted f -> " " + f.name();
            case JobFact.VariableChanged f -> " " + f.name() + " " + f.version();
            case JobFact.JobEnding f -> "";
            case ControlFact f -> "";
            case AdmissionFact f -> "";
            case JobFact.JobAccepted f -> "";
            case JobFact.JobRejected f -> "";
            case JobFact.JobCompleted f -> "";
            case JobFact.JobFailed f -> "";
            case JobFact.JobCancelled f -> "";
        };
        return event.fact().type() + step;
    }

    static TaskResult.Done done(Value result, Value.Bool success) {
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", result);
        envelope.put("success", success);
        envelope.put("error", success.value() ? Value.Null.NULL : Value.of("it did not work"));
        return new TaskResult.Done(Value.of(envelope), Optional.empty());
    }
}
