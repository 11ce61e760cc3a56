package io.orchestrator.query;

import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import java.util.Map;
import java.util.Set;

/**
 * Which jobs: those for which everything given here holds.
 *
 * @param statuses any of them; empty for all
 * @param workflow {@code id@version}, or {@code id} for every version; empty for all
 * @param labels name and value, all of them
 * @param sinceMs requested then or later, epoch milliseconds
 * @param untilMs requested before then, epoch milliseconds
 * @param text found in the job's id, workflow, error, values of labels and of marked variables
 * @param variables marked variables: name and value as text, all of them
 */
public record JobQuery(
        Set<JobStatus> statuses,
        String workflow,
        Map<String, String> labels,
        long sinceMs,
        long untilMs,
        TextQuery text,
        Map<String, String> variables) {

    /** Every job. */
    public static final JobQuery ALL =
            new JobQuery(Set.of(), "", Map.of(), 0, Long.MAX_VALUE, TextQuery.NONE, Map.of());

    public JobQuery {
        statuses = Set.copyOf(statuses);
        labels = Map.copyOf(labels);
        variables = Map.copyOf(variables);
    }

    /** Whether the job is one of them. */
    public boolean matches(JobView view) {
        return (statuses.isEmpty() || statuses.contains(view.status()))
                && (workflow.isEmpty() || workflowsOf(view).contains(Words.term(workflow)))
                && view.requestedAtMs() >= sinceMs
                && view.requestedAtMs() < untilMs
                && hasAll(view.labels(), labels)
                && hasAll(view.searchable(), variables)
                && text.matches(Words.texts(view));
    }

    /** The forms of its workflow's name under which a job is found. */
    public static Set<String> workflowsOf(JobView view) {
        var whole = view.workflow();
        var at = whole.indexOf('@');
        return at < 0 ? Set.of(Words.term(whole)) : Set.of(Words.term(whole), Words.term(whole.substring(0, at)));
    }

    private static boolean hasAll(Map<String, String> actual, Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(entry -> {
            var value = actual.get(entry.getKey());
            return value != null
                    && Words.pair(entry.getKey(), value).equals(Words.pair(entry.getKey(), entry.getValue()));
        });
    }
}
