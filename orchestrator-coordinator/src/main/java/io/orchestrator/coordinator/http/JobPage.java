package io.orchestrator.coordinator.http;

import io.orchestrator.model.JobView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The part of a list that follows a cursor: the newest request first, then by id. Holds no more than a page. */
final class JobPage {

    private static final Comparator<Cursor> ORDER =
            Comparator.comparingLong(Cursor::requestedAtMs).reversed().thenComparing(Cursor::jobId);

    /**
     * A place in the list: that of one job, whether or not it is still there.
     *
     * @param requestedAtMs epoch milliseconds
     * @param jobId the job
     */
    record Cursor(long requestedAtMs, String jobId) {

        static Cursor of(JobView view) {
            return new Cursor(view.requestedAtMs(), view.jobId());
        }

        /** {@code <milliseconds>.<job id>}. */
        static Cursor parse(String text) {
            var dot = text.indexOf('.');
            try {
                return new Cursor(Long.parseLong(text.substring(0, Math.max(0, dot))), text.substring(dot + 1));
            } catch (NumberFormatException e) {
                throw Problem.badRequest("query parameter 'after' is '" + text + "': give the 'next' of a page");
            }
        }

        String print() {
            return requestedAtMs + "." + jobId;
        }
    }

    private final int limit;
    private final Optional<Cursor> after;
    private final TreeSet<JobView> kept = new TreeSet<>(Comparator.comparing(Cursor::of, ORDER));

    JobPage(int limit, Optional<Cursor> after) {
        this.limit = limit;
        this.after = after;
    }

    void offer(JobView view) {
        if (after.isPresent() && ORDER.compare(Cursor.of(view), after.get()) <= 0) {
            return;
        }
        kept.add(view);
        // One more than shown, to know whether a page follows.
        if (kept.size() > limit + 1) {
            kept.pollLast();
        }
    }

    List<JobView> views() {
        return kept.stream().limit(limit).toList();
    }

    /** The cursor of the next page; empty where this is the last. */
    Optional<String> next() {
        return kept.size() > limit ? Optional.of(Cursor.of(views().getLast()).print()) : Optional.empty();
    }
}
