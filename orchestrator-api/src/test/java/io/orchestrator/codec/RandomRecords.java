package io.orchestrator.codec;

import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.Call;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.JobView;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.MissedFires;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.OutputFile;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.ParentStep;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.ScheduledJob;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.StepOutline;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import io.orchestrator.model.VariableValue;
import io.orchestrator.model.Wish;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.model.WorkflowDefinition;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Domain records with every field drawn from a seed; the same seed draws the same records. */
final class RandomRecords {

    private static final String ALPHABET = "abc XYZ09_-.\"\\\n\t{}$äß中😀";

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    JobRequest jobRequest() {
        return new JobRequest(
                text(),
                maybe(this::text),
                maybe(this::text),
                dict(3),
                maybe(() -> one(Priority.values())),
                labels(),
                text(),
                text(),
                time(),
                maybe(this::parent),
                labels().keySet());
    }

    private ParentStep parent() {
        return new ParentStep(text(), random.nextInt(5), text(), random.nextInt(5), 1 + random.nextInt(10));
    }

    JobControl jobControl() {
        return new JobControl(text(), text(), wish(), text(), text(), time(), maybe(this::text), random.nextInt(9));
    }

    private Wish wish() {
        return one(wishes().toArray(Wish[]::new));
    }

    /** One of each kind. */
    List<Wish> wishes() {
        return List.of(
                new Wish.Cancel(),
                new Wish.Pause(random.nextBoolean()),
                new Wish.Resume(),
                new Wish.Retry(1 + random.nextInt(9), random.nextInt(9_000)),
                new Wish.Rerun(text(), dict(2)),
                new Wish.Restore(random.nextInt(9)),
                new Wish.Rollback(random.nextInt(900)),
                new Wish.SetVariable(text(), value(2)),
                new Wish.SetPriority(one(Priority.values())),
                new Wish.MakeCheckpoint(text()),
                new Wish.DropCheckpoint(random.nextInt(9)),
                new Wish.Signal(text(), text(), value(2)),
                new Wish.Archive());
    }

    private ControlFact.By by() {
        return new ControlFact.By(text(), text(), text());
    }

    private List<JobFact> controlFacts(String jobId, int epoch) {
        return List.of(
                new ControlFact.Paused(by()),
                new ControlFact.Resumed(by()),
                new ControlFact.Restored(epoch, random.nextInt(9), random.nextBoolean(), time(), by()),
                new ControlFact.RerunBegan(epoch, List.of(text(), text()), dict(2), by()),
                new ControlFact.PriorityChanged(one(Priority.values()), by()),
                new ControlFact.Archived(epoch, by()),
                new ControlFact.Refused(text(), text(), by()),
                new ControlFact.VariableSet(text(), 1 + random.nextInt(9), value(2), by()),
                new ControlFact.CheckpointMade(
                        random.nextInt(9), random.nextInt(900), one(ControlFact.Cause.values()), text(), by()),
                new ControlFact.CheckpointDropped(random.nextInt(9), by()),
                new ControlFact.SignalReceived(text(), text(), value(2), by()),
                new ControlFact.SignalAwaited(task(jobId, epoch), text(), text(), dict(2), maybe(this::time)),
                new ControlFact.SignalTaken(text(), text()),
                new ControlFact.RetriesGranted(random.nextInt(9), random.nextInt(9_000), by()));
    }

    private List<JobFact> admissionFacts() {
        return List.of(
                new AdmissionFact.Queued(List.of(lane(), lane()), 1 + random.nextInt(9), time()),
                new AdmissionFact.Admitted(text(), 1 + random.nextInt(9), random.nextInt(2)));
    }

    private JobLane lane() {
        return new JobLane(text(), random.nextInt(9), one(JobLane.OnLimit.values()));
    }

    LaneRequest laneRequest() {
        return new LaneRequest(
                lane(), text(), random.nextInt(9), one(LaneRequest.Kind.values()), one(Priority.values()), time());
    }

    JobTicket jobTicket() {
        return new JobTicket(text(), text(), random.nextInt(9), one(JobTicket.Kind.values()));
    }

    ChildEnded childEnded() {
        return new ChildEnded(
                text(),
                random.nextInt(5),
                text(),
                random.nextInt(5),
                text(),
                one(JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED),
                random.nextBoolean(),
                dict(3),
                maybe(this::failure));
    }

    StepCommand stepCommand() {
        Call call = random.nextBoolean()
                ? new Call.Tool(text(), text(), dict(3), dict(2))
                : new Call.Model(List.of(text(), text()), text(), text(), dict(2), dict(2), random.nextBoolean());
        return new StepCommand(
                task(text(), random.nextInt(3)),
                call,
                text(),
                List.of(text()),
                maybe(() -> new OutputFile(text(), text(), random.nextLong(1_000))),
                random.nextLong(100_000),
                one("default", "gpu", "a-b"),
                one(Priority.values()),
                one(StepCommand.Delivery.values()),
                text(),
                time(),
                text(),
                manner());
    }

    private StepCommand.Manner manner() {
        return new StepCommand.Manner(
                text(),
                maybe(() -> new StepCommand.Rate(text(), 1 + random.nextInt(9), 1 + random.nextInt(9))),
                labels(),
                maybe(() -> new StepCommand.Cache(text(), 1 + random.nextInt(9))));
    }

    TaskStarted taskStarted() {
        return new TaskStarted(task(text(), 0), text(), time(), text());
    }

    TaskProgress taskProgress() {
        return new TaskProgress(task(text(), 0), text(), time(), random.nextLong(60_000), text(), text());
    }

    TaskCompleted taskCompleted() {
        TaskResult result = random.nextBoolean() ? done() : new TaskResult.Failed(failure());
        return new TaskCompleted(task(text(), 1), text(), time(), time(), result, text());
    }

    JobView jobView() {
        return new JobView(
                text(),
                text(),
                one(JobStatus.values()),
                random.nextBoolean(),
                labels(),
                time(),
                time(),
                random.nextInt(100),
                random.nextInt(100),
                text(),
                random.nextLong(1000),
                labels());
    }

    WorkflowDefinition workflowDefinition() {
        return new WorkflowDefinition(text(), text(), text(), time(), text());
    }

    WorkerControl workerControl() {
        return new WorkerControl(task(text(), 2), text(), text(), one(WorkerControl.Kind.values()));
    }

    Schedule schedule() {
        var job = new ScheduledJob(
                text(),
                dict(2),
                random.nextBoolean() ? Optional.empty() : Optional.of(one(Priority.values())),
                labels(),
                text());
        return new Schedule(
                text(),
                job,
                random.nextBoolean() ? new Rhythm.Cron(text(), text()) : new Rhythm.Every(time(), time()),
                random.nextBoolean() ? Optional.empty() : Optional.of(time()),
                random.nextBoolean() ? Optional.empty() : Optional.of(time()),
                one(MissedFires.values()),
                random.nextBoolean(),
                text(),
                time());
    }

    OutsideSignal outsideSignal() {
        return new OutsideSignal(text(), text(), text(), dict(2), time(), text(), time());
    }

    ScheduleView scheduleView() {
        return new ScheduleView(
                schedule(),
                random.nextBoolean() ? Optional.empty() : Optional.of(time()),
                random.nextBoolean() ? Optional.empty() : Optional.of(time()),
                text(),
                random.nextBoolean() ? Optional.empty() : Optional.of(time()));
    }

    DeadLetter deadLetter() {
        var bytes = new byte[random.nextInt(50)];
        random.nextBytes(bytes);
        return new DeadLetter(
                text(), random.nextInt(64), random.nextLong(1L << 40), ByteBuffer.wrap(bytes), text(), text(), time());
    }

    /** One event for each kind of fact. */
    List<JobEvent> jobEvents() {
        var jobId = text();
        var epoch = random.nextInt(5);
        List<JobFact> facts = new ArrayList<>(List.of(
                new JobFact.JobAccepted(
                        text(),
                        text(),
                        dict(2),
                        one(Priority.values()),
                        labels(),
                        text(),
                        text(),
                        time(),
                        List.of(outline(), outline()),
                        maybe(this::parent)),
                new JobFact.JobRejected(text(), failure(), List.of(text(), text()), maybe(this::parent)),
                new JobFact.JobCompleted(random.nextBoolean(), dict(2)),
                new JobFact.JobFailed(maybe(this::failure), text(), dict(2)),
                new JobFact.JobCancelled(text(), text()),
                new JobFact.StepScheduled(task(jobId, epoch), text()),
                new JobFact.StepStarted(task(jobId, epoch), text(), time()),
                new JobFact.StepLeaseRenewed(task(jobId, epoch), text(), time(), text()),
                new JobFact.StepRetryScheduled(task(jobId, epoch), failure(), time()),
                new JobFact.StepCompleted(task(jobId, epoch), text(), time(), time(), done()),
                new JobFact.StepFailed(task(jobId, epoch), time(), time(), failure(), random.nextBoolean()),
                new JobFact.StepSkipped(text(), text()),
                new JobFact.StepCancelled(text()),
                new JobFact.ChildStarted(task(jobId, epoch), text(), text()),
                new JobFact.StepOpened(task(jobId, epoch), random.nextInt(9) - 1),
                new JobFact.LoopItems(text(), random.nextInt(900), Value.of(List.of(value(1), value(1)))),
                new JobFact.BlockStarted(text(), random.nextInt(9)),
                new JobFact.BlockEnded(text(), random.nextInt(9), text()),
                new JobFact.FailureCaught(task(jobId, epoch), failure(), -random.nextInt(9)),
                new JobFact.StepsRepeated(text(), text()),
                new JobFact.Emitted(text(), text(), value(2)),
                new JobFact.VariableChanged(
                        text(),
                        random.nextInt(9) - 1,
                        text(),
                        one(VariableScope.values()),
                        1 + random.nextInt(9),
                        maybe(this::variable),
                        variable()),
                new JobFact.JobEnding(
                        JobStatus.FAILED,
                        random.nextBoolean(),
                        dict(2),
                        maybe(this::failure),
                        text(),
                        text(),
                        text())));
        facts.addAll(controlFacts(jobId, epoch));
        facts.addAll(admissionFacts());
        var events = new ArrayList<JobEvent>();
        for (JobFact fact : facts) {
            events.add(new JobEvent(jobId, events.size() + 1, epoch, time(), fact));
        }
        return events;
    }

    private VariableValue variable() {
        return new VariableValue(text(), maybe(() -> value(2)), random.nextInt(9_000), text());
    }

    private StepOutline outline() {
        return new StepOutline(text(), text(), text(), text(), List.of(text()), random.nextInt(10));
    }

    private TaskRef task(String jobId, int epoch) {
        return new TaskRef(text(), jobId, epoch, text(), random.nextInt(5));
    }

    private TaskResult.Done done() {
        return new TaskResult.Done(
                dict(3), maybe(() -> new ModelUsage(text(), text(), random.nextLong(10_000), random.nextLong(10_000))));
    }

    private Failure failure() {
        return new Failure(one(FailureKind.values()), text(), "m" + text(), random.nextLong(10_000));
    }

    private Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            labels.put(text(), text());
        }
        return labels;
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> Value.Null.NULL;
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> Value.of(random.nextLong());
            case 3 -> Value.of(new BigInteger(70 + random.nextInt(100), random));
            case 4 -> Value.of(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 5 -> Value.of((double) random.nextInt(100));
            case 6 -> Value.of(text());
            case 7 -> dict(depth - 1);
            default -> Value.of(List.of(value(depth - 1), value(depth - 1)));
        };
    }

    private Value.Dict dict(int depth) {
        var entries = new LinkedHashMap<String, Value>();
        for (int i = random.nextInt(5); i > 0; i--) {
            entries.put(text(), value(depth - 1));
        }
        return Value.of(entries);
    }

    private String text() {
        var text = new StringBuilder();
        var points = ALPHABET.codePoints().toArray();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private long time() {
        return random.nextInt(10) == 0 ? 0 : 1_700_000_000_000L + random.nextInt();
    }

    private <T> Optional<T> maybe(Supplier<T> supplier) {
        return random.nextBoolean() ? Optional.of(supplier.get()) : Optional.empty();
    }

    @SafeVarargs
    private <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }
}
