package io.orchestrator.coordinator.streams;

import static io.orchestrator.coordinator.streams.JobsRig.SEALER;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Call;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.ParentStep;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sensitive inputs are written nowhere as they are. */
class SensitiveInputsTest {

    private static final String PIN = "pin-0815-4711";

    private static final String DOCUMENT = """
            id: pay
            inputs: {pin: {type: string, sensitive: true, min_length: 8, required: true}, amount: {type: integer, default: 3}}
            steps:
            - {id: send, tool: http, action: post, parameters: {url: "http://127.0.0.1/", body: "pin=${inputs.pin} amount=${amount}"}}
            - {id: sub, workflow: child, inputs: {note: "the pin is {{ pin }}"}}
            outputs: {used: "${inputs.pin}"}
            """;

    private static final String CHILD = """
            id: child
            inputs: {note: {type: string, max_length: 30}}
            steps:
            - {id: tell, tool: terminal, parameters: {command: "echo ${inputs.note}"}}
            """;

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    @Test
    void writesOnlySealedValuesWhenAnInputIsSensitive() {
        rig.publish("child", CHILD);
        rig.submitDocument("job-1", DOCUMENT, "{\"pin\": \"" + PIN + "\"}");

        var written = Stream.of(
                        rig.topics.jobEvents(),
                        rig.topics.jobViews(),
                        rig.topics.stepCommands("default", io.orchestrator.model.Priority.NORMAL))
                .map(rig::records)
                .toList();

        assertThat(written).allSatisfy(records -> assertThat(records).isNotEmpty());
        assertThat(written.stream().flatMap(List::stream).map(TestRecord::value))
                .noneMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(PIN));
    }

    @Test
    void sendsWhatAWorkerCanOpenWhenAStepUsesIt() {
        rig.publish("child", CHILD);
        rig.submitDocument("job-1", DOCUMENT, "{\"pin\": \"" + PIN + "\"}");

        var commands = rig.commands();

        assertThat(commands).hasSize(2);
        var body = text(((Call.Tool) commands.getFirst().call()).parameters().get("body"));
        assertThat(SealedText.mask(body)).isEqualTo("pin=*** amount=3");
        var sealed = body.substring("pin=".length(), body.length() - " amount=3".length());
        assertThat(SEALER.open(sealed, "job-1")).contains(Value.of(PIN));
    }

    @Test
    void sealsItAnewForTheChildWhenAChildGetsIt() {
        rig.publish("child", CHILD);
        rig.submitDocument("job-1", DOCUMENT, "{\"pin\": \"" + PIN + "\"}");

        var accepted = rig.events().stream()
                .filter(event -> !event.jobId().equals("job-1"))
                .map(JobEvent::fact)
                .filter(JobFact.JobAccepted.class::isInstance)
                .map(JobFact.JobAccepted.class::cast)
                .findFirst()
                .orElseThrow();
        var child = rig.commands().stream()
                .map(command -> command.task().jobId())
                .filter(job -> !job.equals("job-1"))
                .findFirst()
                .orElseThrow();

        var note = text(accepted.inputs().get("note"));
        assertThat(SEALER.open(note, child)).contains(Value.of("the pin is " + PIN));
        assertThat(SEALER.open(note, "job-1")).isEmpty();
    }

    @Test
    void opensNothingOfAnotherJobWhenAClientCallsItItsParent() {
        rig.publish("child", CHILD);
        rig.submitDocument("job-1", DOCUMENT, "{\"pin\": \"" + PIN + "\"}");
        var stolen = text(accepted("job-1").inputs().get("pin"));

        var request = rig.request("mine", Optional.of("child"), Optional.empty(), "{\"note\": \"" + stolen + "\"}");
        rig.submit(new JobRequest(
                request.jobId(),
                request.workflow(),
                request.document(),
                request.inputs(),
                request.priority(),
                request.labels(),
                request.workspace(),
                request.requestedBy(),
                request.requestedAtMs(),
                Optional.of(new ParentStep("job-1", 1, "call", 1, 1)),
                Set.of()));

        assertThat(SEALER.open(stolen, "job-1")).contains(Value.of(PIN));
        var rejected = (JobFact.JobRejected) rig.events().getLast().fact();
        assertThat(rejected.failure().message())
                .as("the pin would fit, what is sealed for another job does not")
                .contains("inputs.note");
    }

    private JobFact.JobAccepted accepted(String jobId) {
        return rig.events().stream()
                .filter(event -> event.jobId().equals(jobId))
                .map(JobEvent::fact)
                .filter(JobFact.JobAccepted.class::isInstance)
                .map(JobFact.JobAccepted.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysNotWhatWasGivenWhenItDoesNotFit() {
        rig.submitDocument("job-1", DOCUMENT, "{\"pin\": \"0815\"}");

        var rejected = (JobFact.JobRejected) rig.events().getFirst().fact();
        assertThat(rejected.findings())
                .containsExactly(
                        "inputs.pin: does not fit its declaration (string); it is sensitive, so more is not said");
    }

    @Test
    void takesAValueThatItsClientHasSealed() {
        var sealed = SEALER.seal(Value.of(PIN), "job-1");
        rig.publish("child", CHILD);
        rig.submit(rig.request("job-1", Optional.empty(), Optional.of(DOCUMENT), "{\"pin\": \"" + sealed + "\"}"));
        rig.submit(rig.request(
                "job-2",
                Optional.empty(),
                Optional.of(DOCUMENT),
                "{\"pin\": \"" + SEALER.seal(Value.of("short"), "job-2") + "\"}"));

        assertThat(rig.eventTypes()).contains("job.accepted", "job.rejected");
    }

    private static String text(@org.jspecify.annotations.Nullable Value value) {
        return ((Value.Text) Objects.requireNonNull(value)).value();
    }
}
