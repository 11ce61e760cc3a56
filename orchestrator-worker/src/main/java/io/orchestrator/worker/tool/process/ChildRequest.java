package io.orchestrator.worker.tool.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process to run.
 *
 * @param command program and arguments
 * @param folder its working directory
 * @param idempotencyKey what it finds in {@code ORCHESTRATOR_IDEMPOTENCY_KEY}
 * @param secrets what it finds in its environment besides, by the variables' names
 * @param output what becomes of its output
 * @param limit how long it may run; zero where nobody limits it
 */
record ChildRequest(
        List<String> command,
        Path folder,
        String idempotencyKey,
        Map<String, String> secrets,
        Output output,
        Duration limit) {

    /** What becomes of standard output and standard error. */
    enum Output {
        KEEP,
        DROP
    }

    ChildRequest {
        command = List.copyOf(command);
        secrets = Map.copyOf(secrets);
    }
}
