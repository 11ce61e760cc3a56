package io.orchestrator.query;

import java.util.Optional;

/**
 * Which part of a list.
 *
 * @param limit how many jobs at most, 1 to {@value #MAX_LIMIT}
 * @param after the place that it follows; empty for the first part
 */
public record PageRequest(int limit, Optional<JobPlace> after) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 500;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidQueryException(
                    "limit",
                    "is " + limit + ": give a whole number from 1 to " + MAX_LIMIT + "; more are on further pages");
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }
}
