package io.orchestrator.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** {@code orchestrator 0.1.0}, and what it runs on. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {
            "orchestrator " + own(), "Kafka " + AppInfoParser.getVersion() + ", Java " + Runtime.version()
        };
    }

    private static String own() throws IOException {
        try (var in = Version.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
