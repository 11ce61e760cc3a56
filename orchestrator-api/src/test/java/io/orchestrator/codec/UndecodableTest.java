package io.orchestrator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.registry.WireFormat;
import io.orchestrator.topics.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class UndecodableTest {

    private final MemoryRegistry registry = new MemoryRegistry();
    private final Codecs codecs = Codecs.create(registry, new Topics(""));

    private static void assertUndecodable(Codec<?> codec, byte[] bytes, String... words) {
        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> codec.decode(bytes))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    /** Avro bytes of a generated record, as a foreign writer with our schema would send them. */
    private byte[] foreign(SpecificRecord record) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(new byte[WireFormat.HEADER_BYTES]);
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new SpecificDatumWriter<SpecificRecord>(record.getSchema(), GeneratedClasses.model()).write(record, encoder);
        var bytes = out.toByteArray();
        WireFormat.writeHeader(bytes, registry.register("foreign", record.getSchema()));
        return bytes;
    }

    private static io.orchestrator.avro.JobRequest.Builder request() {
        return io.orchestrator.avro.JobRequest.newBuilder().setJobId("j").setRequestedAt(Instant.EPOCH);
    }

    private static io.orchestrator.avro.JobEvent.Builder event(String type) {
        return io.orchestrator.avro.JobEvent.newBuilder()
                .setJobId("j")
                .setSequence(1)
                .setEpoch(0)
                .setAt(Instant.EPOCH)
                .setType(type);
    }

    @Test
    void saysWhatIsWrongWithTheFrame() {
        assertUndecodable(codecs.jobRequests(), new byte[0], "job.requests record", "only 0 bytes");
        assertUndecodable(
                codecs.jobRequests(), "{\"job\": 1}".getBytes(StandardCharsets.UTF_8), "first byte is 123, not 0");
        assertUndecodable(codecs.jobRequests(), new byte[] {0, 0, 0, 0, 99}, "no schema with the id 99");
        assertUndecodable(codecs.jobRequests(), new byte[Codecs.MAX_RECORD_BYTES + 1], "more than the limit");
    }

    @Test
    void treatsADeletedRecordAsUndecodable() {
        @SuppressWarnings("NullAway") // Kafka hands out null for deleted records.
        var thrown = catchThrowable(() -> codecs.jobViews().decode(null));

        assertThat(thrown).isInstanceOf(UndecodableException.class).hasMessageContaining("it has no value");
    }

    @Test
    void saysWhereTheBytesEnd() {
        var bytes = codecs.jobRequests().encode(new RandomRecords(3).jobRequest());

        for (int length = WireFormat.HEADER_BYTES; length < bytes.length; length++) {
            assertUndecodable(codecs.jobRequests(), Arrays.copyOf(bytes, length), "truncated");
        }
        assertUndecodable(codecs.jobRequests(), Arrays.copyOf(bytes, bytes.length + 2), "2 bytes follow");
    }

    @Test
    void neverThrowsAnythingElseWhateverTheBytes() {
        var random = new Random(42);
        var records = new RandomRecords(42);
        for (int i = 0; i < 3_000; i++) {
            var bytes = i % 2 == 0
                    ? codecs.jobEvents().encode(records.jobEvents().get(i % 13))
                    : codecs.stepCommands().encode(records.stepCommand());
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[WireFormat.HEADER_BYTES + random.nextInt(bytes.length - WireFormat.HEADER_BYTES)] =
                        (byte) random.nextInt();
            }
            var codec = i % 2 == 0 ? codecs.jobEvents() : codecs.stepCommands();

            var thrown = catchThrowable(() -> codec.decode(bytes));

            if (thrown != null) {
                assertThat(thrown).as("round %d", i).isExactlyInstanceOf(UndecodableException.class);
            }
        }
    }

    @Test
    void namesTheFieldThatIsNoJson() throws IOException {
        assertUndecodable(
                codecs.jobRequests(),
                foreign(request().setWorkflow("w").setInputs("{\"a\": ").build()),
                "field 'inputs' is not a JSON object");
        assertUndecodable(
                codecs.jobRequests(),
                foreign(request().setWorkflow("w").setInputs("[1]").build()),
                "field 'inputs' is not a JSON object");
    }

    @Test
    void namesTheFieldWithAnUnknownWord() throws IOException {
        assertUndecodable(
                codecs.jobRequests(),
                foreign(request().setPriority("urgent").build()),
                "field 'priority' has the unknown word 'urgent'");
        assertUndecodable(
                codecs.jobEvents(),
                foreign(event("job.vanished").build()),
                "'type' has the unknown word 'job.vanished'");
    }

    @Test
    void namesTheFieldThatAFactNeeds() throws IOException {
        assertUndecodable(
                codecs.jobEvents(),
                foreign(event("step.started")
                        .setStep("s")
                        .setCommandId("c")
                        .setAttempt(1)
                        .build()),
                "job.events record",
                "field 'worker' is not set");
    }

    @Test
    void refusesACompletionWithResultAndFailure() throws IOException {
        var completion = io.orchestrator.avro.TaskCompleted.newBuilder()
                .setCommandId("c")
                .setJobId("j")
                .setEpoch(0)
                .setStep("s")
                .setAttempt(1)
                .setWorker("w")
                .setStartedAt(Instant.EPOCH)
                .setCompletedAt(Instant.EPOCH);

        assertUndecodable(codecs.taskCompleted(), foreign(completion.build()), "exactly one of the fields");
        assertUndecodable(
                codecs.taskCompleted(),
                foreign(completion
                        .setResult("{}")
                        .setFailure(new io.orchestrator.avro.Failure("TOOL", "C", "m", 0L))
                        .build()),
                "exactly one of the fields");
    }

    @Test
    void refusesRecordsOfAnotherSchema() throws IOException {
        Schema other =
                SchemaBuilder.record("Other").fields().requiredInt("number").endRecord();
        var bytes = new byte[WireFormat.HEADER_BYTES + 1];
        WireFormat.writeHeader(bytes, registry.register("other", other));

        assertUndecodable(codecs.jobRequests(), bytes, "job.requests record");
        assertUndecodable(
                codecs.jobViews(), foreign(request().setLabels(Map.of()).build()), "job.views record");
    }

    @Test
    void passesOnThatTheRegistryCannotBeReached() {
        var bytes = codecs.jobControls().encode(new RandomRecords(1).jobControl());
        registry.disconnect();

        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> codecs.jobControls().decode(bytes));
    }
}
