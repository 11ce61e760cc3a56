package io.orchestrator.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {

    static List<Schema> current() {
        return SchemaHistory.current();
    }

    private static String text(Schema schema) {
        return Json.writePretty(Json.parse(schema.toString())) + "\n";
    }

    @ParameterizedTest
    @MethodSource("current")
    void newestVersionIsWhatTheIdlGives(Schema schema) throws IOException {
        var versions = SchemaHistory.versions(schema.getName());
        if (SchemaHistory.WRITE
                && (versions.isEmpty() || !text(versions.getLast()).equals(text(schema)))) {
            var file = SchemaHistory.file(schema.getName(), versions.size() + 1);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text(schema));
            versions = SchemaHistory.versions(schema.getName());
        }

        assertThat(versions)
                .as("history of %s: run the tests with -Dgolden.write=true to add the next version", schema.getName())
                .isNotEmpty();
        assertThat(text(versions.getLast()))
                .as("a published schema never changes: run the tests with -Dgolden.write=true to add the next version")
                .isEqualTo(text(schema));
    }

    @ParameterizedTest
    @MethodSource("current")
    void everyVersionReadsEveryEarlierOne(Schema schema) {
        var versions = SchemaHistory.versions(schema.getName());
        for (int reader = 0; reader < versions.size(); reader++) {
            for (int writer = 0; writer <= reader; writer++) {
                var result =
                        SchemaCompatibility.checkReaderWriterCompatibility(versions.get(reader), versions.get(writer));

                assertThat(result.getType())
                        .as(
                                "%s version %d reads version %d: %s",
                                schema.getName(), reader + 1, writer + 1, result.getDescription())
                        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            }
        }
    }
}
