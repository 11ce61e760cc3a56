package io.orchestrator.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What {@code orchestrator verify --all} says of the stores of a fleet.
 *
 * @param clean whether every stored job is what its events give, byte for byte
 * @param lines what it printed; the last one sums it up
 */
record StoredState(boolean clean, List<String> lines) {

    private static final String NAME = "verify";
    private static final int HEAP_MB = 256;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    StoredState {
        lines = List.copyOf(lines);
    }

    /**
     * Asks the coordinators, in a process of its own.
     *
     * @throws ChaosException where it does not end in time
     */
    static StoredState of(Fleet fleet, ChaosConfig config) {
        var output = Member.output(config.folders().outputs(), NAME);
        var command = List.of(
                NAME, "--all", "--bootstrap", fleet.bootstrap(), "--registry", fleet.registry(), "--api", fleet.api());
        var process = config.launcher().start(command, HEAP_MB, output);
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new ChaosException("verifying what is stored takes longer than " + PATIENCE.toMinutes() + " min");
            }
            return new StoredState(process.exitValue() == 0, Files.readAllLines(output));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + output, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** In a line. */
    String summary() {
        return lines.isEmpty() ? "nothing was said" : lines.getLast();
    }

    /** The jobs whose state is not as it should be. */
    List<Violation> violations() {
        return clean
                ? List.of()
                : lines.stream()
                        .map(line -> new Violation(Violation.Rule.STORED, "", line))
                        .toList();
    }
}
