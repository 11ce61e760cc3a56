package io.orchestrator.query;

import io.orchestrator.model.JobView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A part of a list of jobs.
 *
 * @param jobs the newest request first, equals by id
 * @param next what to ask for the following part with; empty where this is the last
 */
public record JobPage(List<JobView> jobs, Optional<JobPlace> next) {

    public JobPage {
        jobs = List.copyOf(jobs);
    }

    /**
     * @param found the jobs that follow in order, at least one more than the limit where there are more
     * @param limit how many belong to the page
     */
    public static JobPage of(List<JobView> found, int limit) {
        var shown = found.subList(0, Math.min(limit, found.size()));
        return new JobPage(shown, found.size() > limit ? Optional.of(JobPlace.of(shown.getLast())) : Optional.empty());
    }

    /** The part of {@code jobs}, which come in any order. Holds no more than a page besides. */
    public static JobPage select(Collection<JobView> jobs, PageRequest page) {
        var kept = new PriorityQueue<JobView>(
                (a, b) -> JobPlace.of(b).compareTo(JobPlace.of(a))); // the last of the page is thrown out first
        for (JobView view : jobs) {
            if (page.after().isEmpty()
                    || JobPlace.of(view).compareTo(page.after().get()) > 0) {
                kept.add(view);
                if (kept.size() > page.limit() + 1) {
                    kept.remove();
                }
            }
        }
        return of(
                kept.stream()
                        .sorted((a, b) -> JobPlace.of(a).compareTo(JobPlace.of(b)))
                        .toList(),
                page.limit());
    }
}
