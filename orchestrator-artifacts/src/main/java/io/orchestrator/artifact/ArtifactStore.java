package io.orchestrator.artifact;

import io.orchestrator.client.JobIds;
import java.io.InputStream;
import java.util.regex.Pattern;

/**
 * Content by the hash of it, a folder of its own for each job: {@code <jobId>/<sha256>}. Written once and whole, never
 * changed. Thread-safe.
 *
 * <p>All methods throw {@link ArtifactException} with reason UNREACHABLE where the place does not answer.
 */
public interface ArtifactStore extends AutoCloseable {

    /** Keeps the content; durable when this returns. What is there already stays. */
    void put(String jobId, String sha256, byte[] content);

    /**
     * The content from its beginning; the caller closes it.
     *
     * @throws ArtifactException also MISSING
     */
    InputStream read(String jobId, String sha256);

    /**
     * Keeps what one job has for another one as well; durable when this returns.
     *
     * @throws ArtifactException also MISSING
     */
    void copy(String fromJobId, String toJobId, String sha256);

    /** Deletes so much of a job at most; whether nothing is left. */
    boolean delete(String jobId, int limit);

    /** Writes, reads and deletes something of its own: whether the place can be used. */
    void check();

    /** Where it is, for people. */
    String place();

    @Override
    void close();

    /** Names are parts of paths: nothing else than ids and hashes goes in. */
    static void requireName(String jobId, String sha256) {
        if (!JobIds.valid(jobId) || !Names.HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("no name of an artifact: " + jobId + "/" + sha256);
        }
    }

    /** The form of a hash. */
    final class Names {
        private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

        private Names() {}
    }
}
