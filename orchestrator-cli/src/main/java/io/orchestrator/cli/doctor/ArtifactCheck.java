package io.orchestrator.cli.doctor;

import io.orchestrator.artifact.ArtifactConfig;
import io.orchestrator.artifact.ArtifactException;
import io.orchestrator.artifact.ArtifactStore;
import io.orchestrator.cli.doctor.Check.Verdict;

/** Whether the place of large values can be used from here. */
public final class ArtifactCheck {

    private static final String AREA = "large values";
    private static final String SHARED = "a place that all coordinators and workers share";

    private ArtifactCheck() {}

    /** Writes something of its own and deletes it. */
    public static Check of(ArtifactConfig config) {
        var store = config.open().store();
        if (store.isEmpty()) {
            return new Check(
                    AREA,
                    ArtifactConfig.KIND,
                    Verdict.COSTLY,
                    "inline",
                    SHARED,
                    "a result of more than 900 kB fails, and all of it goes through every topic",
                    ArtifactConfig.FOLDER + "=/a/shared/volume, or " + ArtifactConfig.KIND
                            + "=s3, the same for all coordinators and workers");
        }
        try (ArtifactStore place = store.get()) {
            place.check();
            return Check.ok(
                    AREA, ArtifactConfig.KIND, place.place() + ", which all coordinators and workers must share");
        } catch (ArtifactException e) {
            return new Check(
                    AREA,
                    ArtifactConfig.KIND,
                    Verdict.WRONG,
                    "not usable",
                    SHARED,
                    "steps with large results fail",
                    String.valueOf(e.getMessage()));
        }
    }
}
