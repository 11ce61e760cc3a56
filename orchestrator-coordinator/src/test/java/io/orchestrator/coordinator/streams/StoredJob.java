package io.orchestrator.coordinator.streams;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.InputChecker;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.engine.Checkpoint;
import io.orchestrator.engine.Decision;
import io.orchestrator.engine.Effect;
import io.orchestrator.engine.Engine;
import io.orchestrator.engine.FrameState;
import io.orchestrator.engine.Input;
import io.orchestrator.engine.ItemsPath;
import io.orchestrator.engine.JobState;
import io.orchestrator.engine.JobTimer;
import io.orchestrator.engine.Leaves;
import io.orchestrator.engine.Saved;
import io.orchestrator.engine.Signals;
import io.orchestrator.engine.StepState;
import io.orchestrator.engine.VariablePath;
import io.orchestrator.engine.VariableState;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepPath;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One job whose state is nothing but bytes between two inputs: each input finds what a coordinator finds that has just
 * started. Counts what is read and written.
 */
final class StoredJob implements Leaves {

    static final String ID = "job-1";
    static final long REQUESTED_AT_MS = 1_000;

    private static final Compiler COMPILER = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of("openai/*")));

    final Plan plan;
    final List<JobEvent> events = new ArrayList<>();
    final List<StepCommand> commands = new ArrayList<>();
    private final List<JobTimer> timers = new ArrayList<>();
    private final StateCodec codec = new StateCodec();
    private final Map<ByteBuffer, byte[]> leaves = new HashMap<>();
    private byte[] header = {};
    private byte[] root = {};
    private int answered;
    private long now = REQUESTED_AT_MS;

    /** Of the last input. */
    int leavesRead;

    int leavesWritten;
    int bytesWritten;

    private StoredJob(Plan plan) {
        this.plan = plan;
    }

    /** Everything of the document but its id. */
    static Plan plan(String document) {
        var compilation = COMPILER.compile("id: w\n" + document);
        return compilation
                .plan()
                .orElseThrow(() -> new AssertionError(compilation.findings().stream()
                        .map(finding -> finding.format("document"))
                        .collect(Collectors.joining("\n"))));
    }

    /** A job that was asked for, with the first commands sent. */
    static StoredJob submitted(Plan plan, String inputs) {
        var job = new StoredJob(plan);
        var given = Json.parseDict(inputs);
        var request = new JobRequest(
                ID, Optional.of("w"), Optional.empty(), given, Optional.empty(), Map.of(), "", "ann", REQUESTED_AT_MS);
        var checked = InputChecker.check(plan, given).inputs();
        job.feed(new Input.Submit(request, checked, REQUESTED_AT_MS));
        return job;
    }

    /** A job that has run to its end. */
    static StoredJob ended(Plan plan, String inputs, Function<StepCommand, TaskResult> worker) {
        var job = submitted(plan, inputs);
        while (job.goOn(worker)) {
            job.now++;
        }
        return job;
    }

    /** As it stands: what follows changes only one of the two. */
    StoredJob copy() {
        var copy = new StoredJob(plan);
        copy.events.addAll(events);
        copy.commands.addAll(commands);
        copy.timers.addAll(timers);
        copy.leaves.putAll(leaves);
        copy.header = header;
        copy.root = root;
        copy.answered = answered;
        copy.now = now;
        return copy;
    }

    /** Answers the oldest open command, else lets the next timer fire; false where the job has ended. */
    boolean goOn(Function<StepCommand, TaskResult> worker) {
        if (state().root().status().terminal()) {
            return false;
        }
        if (answered < commands.size()) {
            var command = commands.get(answered++);
            var result = worker.apply(command);
            feed(new Input.Completed(new TaskCompleted(command.task(), "worker-1", now, now + 10, result, ""), now));
            return true;
        }
        var next = timers.stream()
                .min(Comparator.comparingLong(JobTimer::dueAtMs))
                .orElseThrow(() -> new AssertionError("nothing will wake the job: " + events));
        timers.remove(next);
        now = Math.max(now, next.dueAtMs());
        feed(new Input.TimerFired(next));
        return true;
    }

    private void feed(Input input) {
        leavesRead = 0;
        var decision = Engine.decide(plan, state(), input);
        store(decision);
        events.addAll(decision.events());
        for (Effect effect : decision.effects()) {
            switch (effect) {
                case Effect.Dispatch dispatch -> commands.add(dispatch.command());
                case Effect.Publish publish -> commands.add(publish.command());
                case Effect.AskLane ask -> throw new AssertionError("no limits here: " + ask);
                case Effect.SetTimer set -> timers.add(set.timer());
                case Effect.Interrupt i -> {}
                case Effect.Grant g -> {}
                case Effect.AskLease q -> {}
                case Effect.StartJob s -> throw new AssertionError("no child jobs here: " + s);
                case Effect.ControlJob c -> throw new AssertionError("no child jobs here: " + c);
                case Effect.TellWait t -> throw new AssertionError("no signals without a job here: " + t);
                case Effect.TellParent t -> throw new AssertionError("no parent here: " + t);
            }
        }
    }

    private void store(Decision decision) {
        var state = decision.state();
        var changes = state.changes();
        header = codec.encode(state.header());
        root = codec.encode(state.root());
        leavesWritten = 0;
        bytesWritten = root.length;
        changes.steps().forEach((path, step) -> put(StateKeys.step(ID, path), codec.encode(step)));
        changes.frames().forEach((path, frame) -> put(StateKeys.frame(ID, path), codec.encode(frame)));
        changes.items().forEach((path, part) -> put(StateKeys.items(ID, path), codec.encode(part)));
        changes.variables().forEach((path, value) -> put(StateKeys.variable(ID, path), codec.encode(value)));
        var checkpoints = changes.checkpoints();
        if (checkpoints != null) {
            put(StateKeys.checkpoints(ID), codec.encode(checkpoints));
        }
    }

    private void put(byte[] key, byte[] value) {
        leavesWritten++;
        bytesWritten += key.length + value.length;
        leaves.put(ByteBuffer.wrap(key), value);
    }

    private byte @Nullable [] leaf(byte[] key) {
        leavesRead++;
        return leaves.get(ByteBuffer.wrap(key));
    }

    JobState state() {
        return root.length == 0 ? JobState.absent() : JobState.of(codec.header(header), codec.root(root), this);
    }

    @Override
    public @Nullable StepState step(StepPath path) {
        var bytes = leaf(StateKeys.step(ID, path));
        return bytes == null ? null : codec.step(bytes);
    }

    @Override
    public void steps(Consumer<StepState> reader) {
        leaves.forEach((key, bytes) -> {
            var copy = new byte[key.remaining()];
            key.duplicate().get(copy);
            if (StateKeys.isStep(copy)) {
                leavesRead++;
                reader.accept(codec.step(bytes));
            }
        });
    }

    @Override
    public @Nullable VariableState variable(VariablePath path) {
        var bytes = leaf(StateKeys.variable(ID, path));
        return bytes == null ? null : codec.variable(bytes);
    }

    @Override
    public @Nullable FrameState frame(FramePath path) {
        var bytes = leaf(StateKeys.frame(ID, path));
        return bytes == null ? null : codec.frame(bytes);
    }

    @Override
    public Value.@Nullable Array items(ItemsPath path) {
        var bytes = leaf(StateKeys.items(ID, path));
        return bytes == null ? null : codec.items(bytes);
    }

    @Override
    public @Nullable Signals signals() {
        var bytes = leaf(StateKeys.signals(ID));
        return bytes == null ? null : codec.signals(bytes);
    }

    @Override
    public @Nullable List<Checkpoint> checkpoints() {
        var bytes = leaf(StateKeys.checkpoints(ID));
        return bytes == null ? null : codec.checkpoints(bytes);
    }

    @Override
    public @Nullable Saved saved(int checkpoint) {
        return null;
    }

    /** {@code COMPLETED} and the outputs as JSON, else the status and why. */
    String ending() {
        var end = state().root();
        var failure = end.failure();
        return end.status() + " " + (failure == null ? Json.write(end.outputs()) : failure.message());
    }
}
