package io.orchestrator.cli;

import io.orchestrator.client.JobIds;
import io.orchestrator.compile.InputChecker;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import io.orchestrator.sealing.Sealer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes job requests. */
final class Requests {

    private Requests() {}

    /**
     * What a job runs.
     *
     * @param id the workflow's id
     * @param published {@code id@version}, where the coordinators know the workflow
     * @param document the text, where they do not
     */
    record Subject(String id, Optional<String> published, Optional<String> document) {

        static Subject published(String id, String key) {
            return new Subject(id, Optional.of(key), Optional.empty());
        }

        static Subject inline(String id, String document) {
            return new Subject(id, Optional.empty(), Optional.of(document));
        }
    }

    /** A request with a new id. */
    static JobRequest create(Subject subject, Value.Dict inputs, Optional<Path> workspace) {
        var now = Instant.now();
        return new JobRequest(
                JobIds.create(subject.id(), now, new SecureRandom()),
                subject.published(),
                subject.document(),
                inputs,
                Optional.empty(),
                Map.of(),
                workspace
                        .map(path -> path.toAbsolutePath().normalize().toString())
                        .orElse(""),
                System.getProperty("user.name", ""),
                now.toEpochMilli());
    }

    /** The request with its sensitive inputs sealed. */
    static JobRequest sealed(JobRequest request, Plan plan, Sealer sealer) {
        var inputs = new LinkedHashMap<>(request.inputs().entries());
        for (var input : plan.inputs()) {
            if (input.sensitive()) {
                inputs.computeIfPresent(input.name(), (name, value) -> Value.of(sealer.seal(value, request.jobId())));
            }
        }
        return request.withInputs(Value.of(inputs));
    }

    /** @throws CliException with every problem */
    static void requireValid(Plan plan, Value.Dict inputs) {
        var checked = InputChecker.check(plan, inputs);
        if (!checked.problems().isEmpty()) {
            throw CliException.invalid("workflow " + plan.key() + " cannot run with these inputs:"
                    + System.lineSeparator() + "  "
                    + String.join(System.lineSeparator() + "  ", checked.problems()) + System.lineSeparator()
                    + "Give inputs with -i name=value or -c file.json.");
        }
    }
}
