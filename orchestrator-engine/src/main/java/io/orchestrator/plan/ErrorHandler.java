package io.orchestrator.plan;

import io.orchestrator.language.ValueTemplate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done about a step's failure before its {@code on_failure} counts. The first that matches is taken; a step's
 * handlers are in the order of their priority, those of the workflow after them.
 *
 * @param types error types ({@code TimeoutError}), failure kinds or codes; empty or {@code *} matches all
 * @param patterns texts or regular expressions, one of which the message must contain; empty matches all
 * @param codes numbers, one of which must stand in the message or code (HTTP status, exit code); empty matches all
 * @param block steps to run, which see {@code error}; may be empty
 * @param retry whether the step is tried again after the handler
 * @param maxRetries how often; at least 1 where {@code retry}
 * @param propagate whether the failure counts although it was handled
 * @param continueOnHandlerFailure whether the step counts as handled where the handler itself fails
 * @param fallback the step's result after the handler
 */
public record ErrorHandler(
        Set<String> types,
        List<String> patterns,
        Set<Integer> codes,
        Block block,
        boolean retry,
        int maxRetries,
        boolean propagate,
        boolean continueOnHandlerFailure,
        Optional<ValueTemplate> fallback) {

    public ErrorHandler {
        types = Set.copyOf(types);
        patterns = List.copyOf(patterns);
        codes = Set.copyOf(codes);
    }
}
