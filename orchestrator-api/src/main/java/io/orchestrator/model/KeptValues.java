package io.orchestrator.model;

import java.util.Optional;

/** Gives values that are kept in the artifact store to whoever shows a job to people. */
@FunctionalInterface
public interface KeptValues {

    /** Opens nothing: every value that is kept elsewhere is shown as a reference. */
    KeptValues NONE = (jobId, mark) -> Optional.empty();

    /** The value; empty where it is too large to be shown, or cannot be had. */
    Optional<Value> open(String jobId, ArtifactMark mark);

    /** The map with each mark inside replaced by its value or, where there is none, its {@link ArtifactMark#reference}. */
    default Value.Dict shown(String jobId, Value.Dict dict) {
        return ArtifactMark.isInside(dict)
                ? dict.mapTexts(text -> ArtifactMark.of(text)
                        .map(mark -> open(jobId, mark).orElseGet(mark::reference))
                        .orElse(text))
                : dict;
    }
}
