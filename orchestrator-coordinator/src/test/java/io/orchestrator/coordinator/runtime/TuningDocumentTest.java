package io.orchestrator.coordinator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** {@code docs/tuning.md} names every setting of Kafka Streams that is not left alone. */
class TuningDocumentTest {

    @Test
    void namesEverySettingOfKafkaStreams() throws IOException {
        var document = Files.readString(Path.of("../docs/tuning.md"));

        var settings = StreamsProperties.of("id", Map.of(), StreamsOptions.defaults(Path.of("state")));

        assertThat(settings.stringPropertyNames())
                .filteredOn(name -> !Set.of(StreamsConfig.APPLICATION_ID_CONFIG).contains(name))
                .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }
}
