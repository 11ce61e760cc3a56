package io.orchestrator.coordinator.http;

import java.util.List;

/** Which process keeps the state of a job. */
public sealed interface Placement {

    /** This one. */
    record Here() implements Placement {}

    /**
     * Others.
     *
     * @param addresses {@code host:port} of their HTTP APIs: the owner's first, then those that keep copies; at least one
     */
    record Elsewhere(List<String> addresses) implements Placement {
        public Elsewhere {
            addresses = List.copyOf(addresses);
        }
    }

    /** @param why it cannot be told, and what to do */
    record Unknown(String why) implements Placement {}
}
