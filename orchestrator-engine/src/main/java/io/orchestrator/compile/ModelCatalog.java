package io.orchestrator.compile;

import java.util.List;

/**
 * The models that are configured.
 *
 * @param patterns {@code provider/model}, or {@code provider/*} for all of a provider; empty where none is configured
 */
public record ModelCatalog(List<String> patterns) {

    /** No model is configured. */
    public static final ModelCatalog NONE = new ModelCatalog(List.of());

    public ModelCatalog {
        patterns = List.copyOf(patterns);
    }
}
