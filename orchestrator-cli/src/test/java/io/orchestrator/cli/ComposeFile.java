package io.orchestrator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docker-compose.yml}, as far as tests hold it to its word. */
record ComposeFile(Map<String, Map<String, Object>> services) {

    private static final List<String> TUNING =
            List.of("KAFKA_ADD_PARTITIONS_", "KAFKA_GROUP_", "KAFKA_SHARE_", "KAFKA_TRANSACTION_ABORT_");

    @SuppressWarnings("unchecked")
    static ComposeFile read() throws IOException {
        var text = Files.readString(Folders.repository().resolve("docker-compose.yml"));
        var root = (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
        return new ComposeFile((Map<String, Map<String, Object>>) root.getOrDefault("services", Map.of()));
    }

    /** Kafka's settings that hold for any single broker: transactions, groups, share groups. */
    Map<String, String> brokerTuning() {
        var tuning = new LinkedHashMap<>(settings("kafka").environment());
        tuning.keySet().removeIf(name -> TUNING.stream().noneMatch(name::startsWith));
        return tuning;
    }

    /** What a service is started with, variables taken over with {@code <<} included; {@code ${A:-b}} is b. */
    @SuppressWarnings("unchecked")
    ContainerSettings settings(String name) {
        var service = services.getOrDefault(name, Map.of());
        var environment = new LinkedHashMap<String, String>();
        flat((Map<String, Object>) service.getOrDefault("environment", Map.of()))
                .forEach((variable, value) ->
                        environment.put(variable, String.valueOf(value).replaceAll("\\$\\{[A-Z_]+:-(.*)}", "$1")));
        return new ContainerSettings(environment, (List<String>) service.getOrDefault("command", List.of()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> flat(Map<String, Object> given) {
        var flat = new LinkedHashMap<String, Object>();
        if (given.get("<<") instanceof Map<?, ?> taken) {
            flat.putAll((Map<String, Object>) taken);
        }
        flat.putAll(given);
        flat.remove("<<");
        return flat;
    }
}
