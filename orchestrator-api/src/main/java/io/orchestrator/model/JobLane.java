package io.orchestrator.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A lane that a job must be let through before it runs.
 *
 * @param name {@code queue/<queue>} or {@code key/<workflow id>/<key>}: whoever shares the name shares the limit
 * @param limit jobs that run at once; 0 where the coordinator's settings say how many
 * @param onLimit what becomes of a job that finds the lane full
 */
public record JobLane(String name, int limit, OnLimit onLimit) {

    /** The most characters of a lane's name. */
    public static final int MAX_NAME = 400;

    private static final String QUEUE = "queue/";

    /** What becomes of a job that finds its lane full. */
    public enum OnLimit {
        /** It waits for its turn. */
        QUEUE,
        /** The job of the lane that came first is cancelled, and it waits for that one's end. */
        CANCEL_OLDEST,
        /** It fails. */
        REJECT;

        /** As documents spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<OnLimit> of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
        }
    }

    /** The lane of a queue, whose limit is in the coordinator's settings. */
    public static JobLane ofQueue(String queue) {
        return new JobLane(QUEUE + queue, 0, OnLimit.QUEUE);
    }

    /** The lane of the jobs of a workflow, whatever its version, that have the same key. */
    public static JobLane ofKey(String workflowId, String key, int limit, OnLimit onLimit) {
        return new JobLane("key/" + workflowId + "/" + key, limit, onLimit);
    }

    /** The queue whose lane has that name; empty for a lane of a key. */
    public static Optional<String> queue(String name) {
        return name.startsWith(QUEUE) ? Optional.of(name.substring(QUEUE.length())) : Optional.empty();
    }
}
