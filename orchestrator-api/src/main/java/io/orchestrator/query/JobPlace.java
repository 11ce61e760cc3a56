package io.orchestrator.query;

import io.orchestrator.model.JobView;
import java.util.Comparator;

/**
 * A place in lists of jobs: that of one job, whether or not it is still there. The newest request comes first, equals by id;
 * neither ever changes, so a job keeps its place.
 *
 * @param requestedAtMs epoch milliseconds
 * @param jobId the job
 */
public record JobPlace(long requestedAtMs, String jobId) implements Comparable<JobPlace> {

    private static final Comparator<JobPlace> ORDER =
            Comparator.comparingLong(JobPlace::requestedAtMs).reversed().thenComparing(JobPlace::jobId);

    public static JobPlace of(JobView view) {
        return new JobPlace(view.requestedAtMs(), view.jobId());
    }

    /**
     * {@code <milliseconds>.<job id>}, as {@link #print} gives it.
     *
     * @param parameter its name, for messages
     */
    public static JobPlace parse(String parameter, String text) {
        var dot = text.indexOf('.');
        try {
            return new JobPlace(Long.parseLong(text.substring(0, Math.max(0, dot))), text.substring(dot + 1));
        } catch (NumberFormatException e) {
            throw new InvalidQueryException(parameter, "is '" + text + "': give the 'next' of a page");
        }
    }

    public String print() {
        return requestedAtMs + "." + jobId;
    }

    @Override
    public int compareTo(JobPlace other) {
        return ORDER.compare(this, other);
    }
}
