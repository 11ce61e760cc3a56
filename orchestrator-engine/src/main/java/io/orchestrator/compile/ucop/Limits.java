package io.orchestrator.compile.ucop;

import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.desugar.Retrying;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Optional;

/** How long and how often: UCOP's defaults, its settings, and a step's own. */
final class Limits {

    private static final int MAX_RETRIES = 100;
    private static final int RETRIES = 3;
    private static final long TIMEOUT_S = 300;

    /** UCOP documents five seconds between a step's attempts. */
    private static final long DELAY_S = 5;

    private static final long MAX_DELAY_S = 86_400;
    private static final long LONGEST_WAIT_S = 3_600;

    private final Findings findings;
    private final long retries;
    private final long timeoutS;
    private final long delayS;

    /** @param mappings the workflow, then the document: the first that says something counts */
    Limits(List<Node.Mapping> mappings, Findings findings) {
        this.findings = findings;
        var settings = section(mappings, "settings");
        var jobs = section(mappings, "jobs");
        settings.ifPresent(fields -> Keys.SETTINGS.check(fields.mapping(), findings));
        jobs.ifPresent(fields -> Keys.JOBS.check(fields.mapping(), findings));
        retries = number(settings, "max_retries", MAX_RETRIES)
                .or(() -> number(jobs, "max_retries", MAX_RETRIES))
                .orElse((long) RETRIES);
        timeoutS = number(settings, "default_timeout", MAX_DELAY_S).orElse(TIMEOUT_S);
        delayS = number(jobs, "retry_delay_seconds", MAX_DELAY_S).orElse(DELAY_S);
    }

    private Optional<Fields> section(List<Node.Mapping> mappings, String key) {
        return mappings.stream()
                .flatMap(mapping -> new Fields(mapping, findings).mapping(key).stream())
                .findFirst()
                .map(mapping -> new Fields(mapping, findings));
    }

    private static Optional<Long> number(Optional<Fields> section, String key, long most) {
        return section.flatMap(fields -> {
            var number = fields.integer(key, 0, most);
            return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
        });
    }

    /** The native {@code defaults} of the document. */
    Node defaults(Place place) {
        return new Draft(place)
                .put("timeout", Value.of(timeoutS))
                .put("retry", retry(retries, place))
                .node();
    }

    private Node retry(long again, Place place) {
        return new Draft(place)
                .put("max_attempts", Value.of(again + 1))
                .put("initial", Value.of(delayS))
                .put("multiplier", Value.of(2))
                .put("max", Value.of(Math.max(delayS, LONGEST_WAIT_S)))
                .node();
    }

    /** The step's own limits, where it or its agent has some. */
    void write(AgentStep step, long agentRuntimeS, Draft draft) {
        draft.copy("timeout", step.fields().mapping());
        if (agentRuntimeS > 0) {
            draft.put("timeout", Value.of(agentRuntimeS));
        }
        for (var key : List.of("retries", "retry")) {
            var node = step.fields().node(key);
            if (node.orElse(null) instanceof Node.Mapping) {
                draft.copy(key, step.fields().mapping());
            } else if (node.isPresent()) {
                step.fields()
                        .integer(key, 0, MAX_RETRIES)
                        .ifPresent(again ->
                                draft.put("retry", retry(again, node.get().place())));
            }
        }
        if (step.body() instanceof AgentBody.Python && times(step) > 0) {
            var seconds = "[" + delayS + " * 2 ** (error.attempt - 1), " + LONGEST_WAIT_S + "] | min";
            draft.put(
                    "on_error",
                    Retrying.handler(step.id(), (int) times(step), seconds, step.place())
                            .put("error_types", Retrying.REPORTED)
                            .node());
        }
        draft.put("on_failure", Draft.text(step.critical() ? "fail" : "continue", step.place()));
    }

    /** How often the step is tried again. */
    private long times(AgentStep step) {
        for (var key : List.of("retries", "retry")) {
            if (step.fields().node(key).filter(Node.Scalar.class::isInstance).isPresent()) {
                return step.fields().integer(key, 0, MAX_RETRIES).orElse(retries);
            }
        }
        return retries;
    }
}
