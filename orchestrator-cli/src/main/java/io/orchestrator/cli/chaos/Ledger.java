package io.orchestrator.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What really ran, told by the tools themselves, outside of Kafka.
 *
 * @param runs idempotency key to how often it was written
 */
record Ledger(Map<String, Integer> runs) {

    Ledger {
        runs = Map.copyOf(runs);
    }

    /** One key a line. */
    static Ledger read(Path file) {
        var runs = new HashMap<String, Integer>();
        if (Files.exists(file)) {
            try (var lines = Files.lines(file)) {
                lines.map(String::strip).filter(key -> !key.isEmpty()).forEach(key -> runs.merge(key, 1, Integer::sum));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the ledger " + file, e);
            }
        }
        return new Ledger(runs);
    }

    boolean has(String key) {
        return runs.containsKey(key);
    }

    long lines() {
        return runs.values().stream().mapToLong(Integer::intValue).sum();
    }
}
