package io.orchestrator.coordinator.state;

import static io.orchestrator.coordinator.state.StoredRecords.CHANGED;
import static io.orchestrator.coordinator.state.StoredRecords.CHECKPOINTS;
import static io.orchestrator.coordinator.state.StoredRecords.FRAME;
import static io.orchestrator.coordinator.state.StoredRecords.HEADER;
import static io.orchestrator.coordinator.state.StoredRecords.ITEMS;
import static io.orchestrator.coordinator.state.StoredRecords.KEPT;
import static io.orchestrator.coordinator.state.StoredRecords.LANE;
import static io.orchestrator.coordinator.state.StoredRecords.LIMITED;
import static io.orchestrator.coordinator.state.StoredRecords.LONG_VARIABLE;
import static io.orchestrator.coordinator.state.StoredRecords.NAMELESS;
import static io.orchestrator.coordinator.state.StoredRecords.NESTED;
import static io.orchestrator.coordinator.state.StoredRecords.PENDING;
import static io.orchestrator.coordinator.state.StoredRecords.PLACE;
import static io.orchestrator.coordinator.state.StoredRecords.ROOT;
import static io.orchestrator.coordinator.state.StoredRecords.SCHEDULE;
import static io.orchestrator.coordinator.state.StoredRecords.SIGNALS;
import static io.orchestrator.coordinator.state.StoredRecords.STEP;
import static io.orchestrator.coordinator.state.StoredRecords.VARIABLE;
import static io.orchestrator.coordinator.state.StoredRecords.WAITING;
import static io.orchestrator.coordinator.state.StoredRecords.dues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.avro.StoredCheckpoints;
import io.orchestrator.avro.StoredFrame;
import io.orchestrator.avro.StoredHeader;
import io.orchestrator.avro.StoredItems;
import io.orchestrator.avro.StoredKeptSignal;
import io.orchestrator.avro.StoredLane;
import io.orchestrator.avro.StoredRoot;
import io.orchestrator.avro.StoredSchedule;
import io.orchestrator.avro.StoredSignals;
import io.orchestrator.avro.StoredStep;
import io.orchestrator.avro.StoredTicket;
import io.orchestrator.avro.StoredTimer;
import io.orchestrator.avro.StoredVariable;
import io.orchestrator.avro.StoredWaitingStep;
import io.orchestrator.coordinator.GoldenFile;
import io.orchestrator.engine.JobTimer;
import io.orchestrator.engine.StepState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions wrote is read, and what this one writes stays as it is. */
class StateVersionsTest {

    private final StateCodec codec = new StateCodec();

    @Test
    void readsWhatVersionOneWrote() {
        var lines = GoldenFile.read("state-v1.hex")
                .lines()
                .map(line -> HexFormat.of().parseHex(line))
                .toList();

        assertThat(codec.header(lines.get(0))).isEqualTo(HEADER);
        assertThat(codec.root(lines.get(1))).isEqualTo(ROOT);
        assertThat(codec.step(lines.get(2))).isEqualTo(STEP);
        assertThat(codec.step(lines.get(3))).isEqualTo(PENDING);
        assertThat(codec.due(lines.get(4)))
                .isEqualTo(new Due.Step(new JobTimer("job-1", JobTimer.Kind.RETRY, "#7", 1, 2, 9_000)));
    }

    @Test
    void readsWhatVersionTwoWrote() {
        var lines = GoldenFile.read("state-v2.hex")
                .lines()
                .map(line -> HexFormat.of().parseHex(line))
                .toList();

        assertThat(codec.header(lines.get(0))).isEqualTo(HEADER);
        assertThat(codec.root(lines.get(1))).isEqualTo(ROOT);
        assertThat(codec.step(lines.get(2))).isEqualTo(STEP);
        assertThat(codec.step(lines.get(3))).isEqualTo(PENDING);
        assertThat(codec.step(lines.get(4)))
                .isEqualTo(new StepState(
                        NESTED.path(),
                        NESTED.status(),
                        0,
                        NESTED.tries(),
                        StepState.Run.NONE,
                        NESTED.frames(),
                        null,
                        null,
                        null,
                        false));
        assertThat(codec.frame(lines.get(5))).isEqualTo(FRAME);
        assertThat(codec.items(lines.get(6))).isEqualTo(ITEMS);
        var dues = dues().toList();
        for (var i = 0; i < dues.size(); i++) {
            assertThat(codec.due(lines.get(7 + i))).isEqualTo(dues.get(i));
        }
    }

    @Test
    void knowsTheChildOfAStepThatVersionTwoWrote() throws IOException {
        var schema = VersionedAvro.published(2, "StoredStep");
        var golden = HexFormat.of()
                .parseHex(GoldenFile.read("state-v2.hex").lines().toList().get(3));
        GenericRecord stored = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(golden, 2, golden.length - 2, null));
        stored.put("status", "RUNNING");
        stored.put("worker", "report-1");
        var out = new ByteArrayOutputStream();
        out.write(golden, 0, 2);
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(stored, encoder);

        assertThat(codec.step(out.toByteArray()).run()).isEqualTo(new StepState.Run("", "", "report-1", 0, 0, 0));
    }

    @Test
    void readsWhatVersionThreeWrote() {
        var lines = GoldenFile.read("state-v3.hex")
                .lines()
                .map(line -> HexFormat.of().parseHex(line))
                .toList();

        assertThat(codec.header(lines.get(0))).isEqualTo(HEADER);
        assertThat(codec.root(lines.get(1))).isEqualTo(ROOT);
        assertThat(codec.step(lines.get(2))).isEqualTo(STEP);
        assertThat(codec.step(lines.get(3))).isEqualTo(PENDING);
        assertThat(codec.step(lines.get(4))).isEqualTo(NESTED);
        assertThat(codec.frame(lines.get(5))).isEqualTo(FRAME);
        assertThat(codec.items(lines.get(6))).isEqualTo(ITEMS);
        assertThat(codec.variable(lines.get(7))).isEqualTo(VARIABLE);
        assertThat(codec.variable(lines.get(8))).isEqualTo(LONG_VARIABLE);
        var dues = dues().toList();
        for (var i = 0; i < dues.size(); i++) {
            assertThat(codec.due(lines.get(9 + i))).isEqualTo(dues.get(i));
        }
    }

    @Test
    void readsWhatVersionFourWrote() {
        var lines = GoldenFile.read("state-v4.hex")
                .lines()
                .map(line -> HexFormat.of().parseHex(line))
                .toList();

        assertThat(codec.header(lines.get(0))).isEqualTo(HEADER);
        assertThat(codec.root(lines.get(1))).isEqualTo(ROOT);
        assertThat(codec.step(lines.get(2))).isEqualTo(STEP);
        assertThat(codec.step(lines.get(3))).isEqualTo(PENDING);
        assertThat(codec.step(lines.get(4))).isEqualTo(NESTED);
        assertThat(codec.frame(lines.get(5))).isEqualTo(FRAME);
        assertThat(codec.items(lines.get(6))).isEqualTo(ITEMS);
        assertThat(codec.variable(lines.get(7))).isEqualTo(VARIABLE);
        assertThat(codec.variable(lines.get(8))).isEqualTo(LONG_VARIABLE);
        assertThat(codec.root(lines.get(9))).isEqualTo(CHANGED);
        assertThat(codec.checkpoints(lines.get(10))).isEqualTo(CHECKPOINTS);
        assertThat(codec.signals(lines.get(11))).isEqualTo(NAMELESS);
        var dues = dues().toList();
        for (var i = 0; i < dues.size(); i++) {
            assertThat(codec.due(lines.get(12 + i))).isEqualTo(dues.get(i));
        }
    }

    @Test
    void readsWhatVersionFiveWrote() {
        var lines = GoldenFile.read("state-v5.hex")
                .lines()
                .map(line -> HexFormat.of().parseHex(line))
                .toList();

        assertThat(codec.header(lines.get(0))).isEqualTo(HEADER);
        assertThat(codec.root(lines.get(1))).isEqualTo(ROOT);
        assertThat(codec.step(lines.get(2))).isEqualTo(STEP);
        assertThat(codec.step(lines.get(3))).isEqualTo(PENDING);
        assertThat(codec.step(lines.get(4))).isEqualTo(NESTED);
        assertThat(codec.frame(lines.get(5))).isEqualTo(FRAME);
        assertThat(codec.items(lines.get(6))).isEqualTo(ITEMS);
        assertThat(codec.variable(lines.get(7))).isEqualTo(VARIABLE);
        assertThat(codec.variable(lines.get(8))).isEqualTo(LONG_VARIABLE);
        assertThat(codec.root(lines.get(9))).isEqualTo(CHANGED);
        assertThat(codec.checkpoints(lines.get(10))).isEqualTo(CHECKPOINTS);
        assertThat(codec.signals(lines.get(11))).isEqualTo(NAMELESS);
        assertThat(codec.schedule(lines.get(12))).isEqualTo(SCHEDULE);
        assertThat(codec.root(lines.get(13))).isEqualTo(LIMITED);
        assertThat(codec.lane(lines.get(14))).isEqualTo(LANE);
        assertThat(codec.place(lines.get(15))).isEqualTo(PLACE);
        var dues = dues().toList();
        for (var i = 0; i < dues.size(); i++) {
            assertThat(codec.due(lines.get(16 + i))).isEqualTo(dues.get(i));
        }
    }

    @Test
    void readsKeptSignalsAndWhoWaitsAsWritten() {
        assertThat(codec.waitingStep(codec.encode(WAITING))).isEqualTo(WAITING);
        assertThat(codec.keptSignal(codec.encode(KEPT))).isEqualTo(KEPT);
    }

    @Test
    void writesTheSameBytesAsEver() {
        var lines = new StringBuilder();
        List.of(
                        codec.encode(HEADER),
                        codec.encode(ROOT),
                        codec.encode(STEP),
                        codec.encode(PENDING),
                        codec.encode(NESTED),
                        codec.encode(FRAME),
                        codec.encode(ITEMS),
                        codec.encode(VARIABLE),
                        codec.encode(LONG_VARIABLE),
                        codec.encode(CHANGED),
                        codec.encode(CHECKPOINTS),
                        codec.encode(SIGNALS),
                        codec.encode(SCHEDULE),
                        codec.encode(LIMITED),
                        codec.encode(LANE),
                        codec.encode(PLACE),
                        codec.encode(WAITING),
                        codec.encode(KEPT))
                .forEach(bytes -> lines.append(HexFormat.of().formatHex(bytes)).append('\n'));
        dues().forEach(due ->
                lines.append(HexFormat.of().formatHex(codec.encode(due))).append('\n'));

        GoldenFile.check("state-v6.hex", lines.toString());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void keepsTheSchemasOfTheVersionThatIsWritten(Schema current) {
        var published = VersionedAvro.published(StateCodec.VERSION, current.getName());

        assertThat(published)
                .as("a published state schema never changes: raise StateCodec.VERSION and add the new one")
                .isEqualTo(current);
    }

    static Stream<Schema> schemas() {
        return Stream.of(
                StoredHeader.getClassSchema(),
                StoredRoot.getClassSchema(),
                StoredStep.getClassSchema(),
                StoredFrame.getClassSchema(),
                StoredItems.getClassSchema(),
                StoredVariable.getClassSchema(),
                StoredCheckpoints.getClassSchema(),
                StoredSignals.getClassSchema(),
                StoredSchedule.getClassSchema(),
                StoredLane.getClassSchema(),
                StoredTicket.getClassSchema(),
                StoredWaitingStep.getClassSchema(),
                StoredKeptSignal.getClassSchema(),
                StoredTimer.getClassSchema());
    }

    @Test
    void refusesBytesOfANewerVersion() {
        var bytes = codec.encode(ROOT);
        bytes[1] = StateCodec.VERSION + 1;

        assertThatThrownBy(() -> codec.root(bytes))
                .isInstanceOf(UnreadableStateException.class)
                .hasMessageContaining("a newer coordinator wrote it");
    }
}
