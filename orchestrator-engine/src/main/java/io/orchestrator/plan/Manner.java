package io.orchestrator.plan;

import io.orchestrator.language.Template;
import java.util.Map;
import java.util.Optional;

/**
 * How the worker makes a step's call.
 *
 * @param idempotencyKey gives what the tool tells the world so that a repetition is seen as one; empty leaves it to the
 *     command
 * @param rate how often such calls may be made
 * @param secrets name of an environment variable to name of the secret that the tool finds in it
 * @param cache how long the result may be used again; empty is never
 */
public record Manner(
        Optional<Template> idempotencyKey, Optional<Rate> rate, Map<String, String> secrets, Optional<Cache> cache) {

    /** Nothing special. */
    public static final Manner PLAIN = new Manner(Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

    public Manner {
        secrets = Map.copyOf(secrets);
    }

    /**
     * @param key gives the name under which calls count together
     * @param calls in a period, at least 1
     * @param periodMs the period in milliseconds, at least 1
     */
    public record Rate(Template key, int calls, long periodMs) {}

    /**
     * @param key gives the name under which results are kept; empty is all of the call
     * @param ttlMs how long after its end a result may be used, in milliseconds, at least 1
     */
    public record Cache(Optional<Template> key, long ttlMs) {}
}
