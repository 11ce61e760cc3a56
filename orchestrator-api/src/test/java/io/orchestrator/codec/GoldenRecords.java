package io.orchestrator.codec;

import io.orchestrator.model.Call;
import io.orchestrator.model.ChildEnded;
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
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Rhythm;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.ScheduledJob;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.model.WorkflowDefinition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One example of every record; their bytes are kept in {@code src/test/resources/golden}. */
final class GoldenRecords {

    private static final TaskRef TASK = new TaskRef("0123456789abcdef0123456789abcdef", "greet-1", 0, "say_hello", 2);

    private GoldenRecords() {}

    /**
     * @param codec of the record
     * @param value what the bytes say
     */
    record Example<T>(String recordName, Codec<T> codec, T value) {
        byte[] encoded() {
            return codec.encode(value);
        }
    }

    static List<Example<?>> all(Codecs codecs) {
        return List.of(
                new Example<>("JobRequest", codecs.jobRequests(), jobRequest()),
                new Example<>(
                        "JobControl",
                        codecs.jobControls(),
                        new JobControl("c-1", "greet-1", new Wish.Cancel(), "changed my mind", "ada", 1_500)),
                new Example<>("ChildEnded", codecs.childEnded(), childEnded()),
                new Example<>(
                        "LaneRequest",
                        codecs.laneRequests(),
                        new LaneRequest(
                                new JobLane("key/greet/ada", 2, JobLane.OnLimit.REJECT),
                                "greet-1",
                                3,
                                LaneRequest.Kind.ASK,
                                Priority.LOW,
                                1_500)),
                new Example<>(
                        "JobTicket",
                        codecs.jobTickets(),
                        new JobTicket("greet-1", "key/greet/ada", 3, JobTicket.Kind.ADMITTED)),
                new Example<>("StepCommand", codecs.stepCommands(), stepCommand()),
                new Example<>(
                        "TaskStarted", codecs.taskStarted(), new TaskStarted(TASK, "worker-7", 2_000, "the-claim")),
                new Example<>(
                        "TaskProgress",
                        codecs.taskProgress(),
                        new TaskProgress(TASK, "worker-7", 3_000, 30_000, "half of it", "the-claim")),
                new Example<>("TaskCompleted", codecs.taskCompleted(), taskCompleted()),
                new Example<>("JobEvent", codecs.jobEvents(), jobEvent()),
                new Example<>("JobView", codecs.jobViews(), jobView()),
                new Example<>(
                        "WorkflowDefinition",
                        codecs.workflowDefinitions(),
                        new WorkflowDefinition("greet", "1.2.3", "id: greet\nsteps: []\n", 900, "ada")),
                new Example<>(
                        "WorkerControl", codecs.workerControls(), new WorkerControl(TASK, "worker-7", "cancelled")),
                new Example<>(
                        "DeadLetter",
                        codecs.deadLetters(),
                        new DeadLetter(
                                "job.requests",
                                3,
                                41,
                                ByteBuffer.wrap("not avro".getBytes(StandardCharsets.UTF_8)),
                                "its first byte is 110, not 0",
                                "coordinator",
                                7_000)),
                new Example<>(
                        "Signal",
                        codecs.signals(),
                        new OutsideSignal(
                                "n-1", "paid", "4711", Value.of(Map.of("amount", Value.of(7))), 60_000, "shop", 1_000)),
                new Example<>(
                        "SignalWait",
                        codecs.signalWaits(),
                        new SignalWait("0123456789abcdef", "paid", "4711", "order-1", "order", true)),
                new Example<>("Schedule", codecs.schedules(), schedule()),
                new Example<>(
                        "ScheduleView",
                        codecs.scheduleViews(),
                        new ScheduleView(
                                schedule(),
                                Optional.of(86_400_000L),
                                Optional.of(0L),
                                "nightly-19700101T000000Z",
                                Optional.empty())));
    }

    private static Schedule schedule() {
        var job = new ScheduledJob(
                "greet@1.2.3",
                Value.of(Map.of("name", Value.of("Grüße"))),
                Optional.of(Priority.LOW),
                Map.of("team", "a"),
                "/data");
        return new Schedule(
                "nightly",
                job,
                new Rhythm.Cron("0 1 * * *", "Europe/Berlin"),
                Optional.of(1_000L),
                Optional.empty(),
                MissedFires.SKIP,
                true,
                "ada",
                900);
    }

    private static JobRequest jobRequest() {
        var inputs = new LinkedHashMap<String, Value>();
        inputs.put("name", Value.of("Grüße"));
        inputs.put("count", Value.of(3));
        return new JobRequest(
                "greet-1",
                Optional.of("greet@1.2.3"),
                Optional.empty(),
                Value.of(inputs),
                Optional.of(Priority.HIGH),
                Map.of("team", "a"),
                "/data",
                "ada",
                1_000);
    }

    private static ChildEnded childEnded() {
        return new ChildEnded(
                "greet-1",
                0,
                "say_hello",
                2,
                "hello-0123456789abcdef0123456789abcdef",
                JobStatus.FAILED,
                false,
                Value.of(Map.of("text", Value.of("Hello"))),
                Optional.of(new Failure(FailureKind.TOOL, "TEST", "it did not work", 0)));
    }

    private static StepCommand stepCommand() {
        return new StepCommand(
                TASK,
                new Call.Tool("filesystem", "read", Value.of(Map.of("path", Value.of("a.txt")))),
                30_000,
                "default",
                Priority.NORMAL,
                StepCommand.Delivery.AT_LEAST_ONCE,
                "/data",
                1_800,
                "the-claim");
    }

    private static TaskCompleted taskCompleted() {
        var failure = new Failure(FailureKind.UNAVAILABLE, "CONNECT", "the server does not answer", 250);
        return new TaskCompleted(TASK, "worker-7", 2_000, 4_000, new TaskResult.Failed(failure), "the-claim");
    }

    private static JobEvent jobEvent() {
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", Value.of("Hello"));
        envelope.put("success", Value.of(true));
        envelope.put("error", Value.Null.NULL);
        var done = new TaskResult.Done(Value.of(envelope), Optional.of(new ModelUsage("openai", "m-1", 12, 34)));
        return new JobEvent("greet-1", 5, 0, 4_010, new JobFact.StepCompleted(TASK, "worker-7", 2_000, 4_000, done));
    }

    private static JobView jobView() {
        return new JobView(
                "greet-1", "greet@1.2.3", JobStatus.COMPLETED, true, Map.of("team", "a"), 1_000, 4_020, 2, 2, "", 6);
    }
}
