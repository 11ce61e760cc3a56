package io.orchestrator.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.codec.GoldenRecords.Example;
import io.orchestrator.registry.WireFormat;
import io.orchestrator.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Avro bytes (without the wire format's header) of one example for each record and version, in
 * {@code golden/<RecordName>/v<N>.hex}: what was written once can be read for ever.
 */
class GoldenBytesTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private final MemoryRegistry registry = new MemoryRegistry();

    static List<Example<?>> examples() {
        return GoldenRecords.all(Codecs.create(new MemoryRegistry(), new Topics("")));
    }

    private static Path file(String recordName, int version) {
        return FOLDER.resolve(recordName).resolve("v" + version + ".hex");
    }

    private static byte[] payload(Example<?> example) {
        var encoded = example.encoded();
        return Arrays.copyOfRange(encoded, WireFormat.HEADER_BYTES, encoded.length);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void newestVersionIsWrittenAsBefore(Example<?> example) throws IOException {
        var newest = SchemaHistory.versions(example.recordName()).size();
        var file = file(example.recordName(), newest);
        var hex = HexFormat.of().formatHex(payload(example));
        if (SchemaHistory.WRITE && !Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, hex + "\n");
        }

        assertThat(file).content().isEqualTo(hex + "\n");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyVersionsBytesAreStillUnderstood(Example<?> example) throws IOException {
        var versions = SchemaHistory.versions(example.recordName());
        for (int version = 1; version <= versions.size(); version++) {
            var id = registry.register(example.recordName(), versions.get(version - 1));
            var payload = HexFormat.of()
                    .parseHex(Files.readString(file(example.recordName(), version))
                            .strip());
            var bytes = new byte[WireFormat.HEADER_BYTES + payload.length];
            System.arraycopy(payload, 0, bytes, WireFormat.HEADER_BYTES, payload.length);
            WireFormat.writeHeader(bytes, id);

            var decoded = reader(example.recordName()).codec().decode(bytes);

            assertThat(decoded).as("version %d", version).isEqualTo(example.value());
        }
    }

    /** The same example with codecs that ask this test's registry. */
    private Example<?> reader(String recordName) {
        return GoldenRecords.all(Codecs.create(registry, new Topics(""))).stream()
                .filter(example -> example.recordName().equals(recordName))
                .findFirst()
                .orElseThrow();
    }
}
