package io.orchestrator.cli;

import io.orchestrator.model.JobView;
import io.orchestrator.query.InvalidQueryException;
import io.orchestrator.query.JobPage;
import io.orchestrator.query.JobPlace;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import io.orchestrator.query.QueryParameters;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which jobs a command is about: those for which everything given holds. */
final class JobFilter {

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "In this state: pending, running, paused, retrying, completed, failed, cancelled or archived."
                    + " Several, or with commas.")
    private List<String> status = List.of();

    @Option(names = "--workflow", paramLabel = "ID[@VERSION]", description = "Of this workflow.")
    private List<String> workflow = List.of();

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "With this label. May be repeated.")
    private List<String> label = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Requested then or later: 2026-11-21T17:30:00Z, 2026-11-21, or how long ago: 90s, 15m, 2h, 7d.")
    private List<String> since = List.of();

    @Option(names = "--until", paramLabel = "TIME", description = "Requested before then.")
    private List<String> until = List.of();

    @Option(
            names = "--text",
            paramLabel = "WORDS",
            description = "With these words in id, workflow, error, labels or marked variables:"
                    + " two words, \"a phrase\", begin*, -without.")
    private List<String> text = List.of();

    @Option(
            names = "--variable",
            paramLabel = "NAME=VALUE",
            description = "With this value of what the workflow marks as searchable. May be repeated.")
    private List<String> variable = List.of();

    /**
     * Where jobs are looked for.
     *
     * @param session connected
     * @param api whose index is asked where there is one
     */
    record Source(Session session, ApiOption api) {}

    /** Whether nothing is given: all jobs are meant. */
    boolean isEmpty() {
        return given().values().stream().allMatch(List::isEmpty);
    }

    private Map<String, List<String>> given() {
        var given = new LinkedHashMap<String, List<String>>();
        given.put("status", status);
        given.put("workflow", workflow);
        given.put("label", label);
        given.put("since", since);
        given.put("until", until);
        given.put("text", text);
        given.put("variable", variable);
        return given;
    }

    /** @throws CliException where an option is wrong */
    JobQuery query() {
        try {
            return QueryParameters.parse(given(), InstantSource.system());
        } catch (InvalidQueryException e) {
            throw invalid(e);
        }
    }

    static CliException invalid(InvalidQueryException e) {
        return CliException.invalid("option " + e.getMessage());
    }

    /** At most so many jobs, the newest first, and where the next ones are. */
    static JobPage find(Source source, JobQuery query, int limit, Optional<JobPlace> first) {
        var coordinator = source.api().open(source.session());
        if (coordinator.isEmpty()) {
            return find(page -> source.session().client().jobs(query, page), limit, first);
        }
        try (var client = coordinator.get()) {
            return find(page -> client.jobs(query, page), limit, first);
        }
    }

    /** One page after the other until there are as many as wanted. */
    private static JobPage find(Function<PageRequest, JobPage> search, int limit, Optional<JobPlace> first) {
        var jobs = new ArrayList<JobView>();
        var next = first;
        do {
            var page = search.apply(new PageRequest(Math.min(limit - jobs.size(), PageRequest.MAX_LIMIT), next));
            jobs.addAll(page.jobs());
            next = page.next();
        } while (next.isPresent() && jobs.size() < limit);
        return new JobPage(jobs, next);
    }
}
