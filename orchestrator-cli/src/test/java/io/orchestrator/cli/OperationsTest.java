package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/operations.md} against the classes that list all meters. */
class OperationsTest {

    private static final Pattern METER = Pattern.compile("\"(orchestrator\\.[a-z.]+)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orchestrator-coordinator/src/main/java/io/orchestrator/coordinator/metrics/Metrics.java",
                "orchestrator-worker/src/main/java/io/orchestrator/worker/meter/WorkerMeters.java"
            })
    void explainsEveryMeter(String source) throws IOException {
        var repository = Folders.repository();
        var operations = Files.readString(repository.resolve("docs/operations.md"));
        var meters = new TreeSet<String>();
        METER.matcher(Files.readString(repository.resolve(source)))
                .results()
                .forEach(found -> meters.add(found.group(1)));

        assertThat(meters)
                .hasSizeGreaterThan(9)
                .allSatisfy(meter -> assertThat(operations).contains("`" + meter + "`"));
    }
}
