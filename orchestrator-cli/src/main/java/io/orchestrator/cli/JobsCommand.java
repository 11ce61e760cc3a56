package io.orchestrator.cli;

import io.orchestrator.json.Json;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Value;
import io.orchestrator.query.InvalidQueryException;
import io.orchestrator.query.JobPage;
import io.orchestrator.query.JobPlace;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import io.orchestrator.query.QueryParameters;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "jobs",
        description = "Lists the jobs for which everything given holds, the newest first.",
        mixinStandardHelpOptions = true)
final class JobsCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final int MAX_ERROR_CHARS = 60;
    private static final int MAX_LIMIT = 10_000;

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Mixin
    private ApiOption api = new ApiOption();

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

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, 1 to 10,000. Default: 20.")
    private int limit = 20;

    @Option(names = "--page", paramLabel = "PLACE", description = "Go on where the last page ended, as it said.")
    private Optional<String> page = Optional.empty();

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    JobsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var query = query();
        var first = page();
        try (var session = Session.forReading(context, where)) {
            var found = find(session, query, first);
            print(found.jobs());
            found.next().ifPresent(next -> context.terminal().err().println("more: --page " + next.print()));
            return Exit.SUCCESS;
        }
    }

    private JobPage find(Session session, JobQuery query, Optional<JobPlace> first) {
        var coordinator = api.open(session);
        if (coordinator.isEmpty()) {
            return find(page -> session.client().jobs(query, page), first);
        }
        try (var client = coordinator.get()) {
            return find(page -> client.jobs(query, page), first);
        }
    }

    /** One page after the other until there are as many as wanted. */
    private JobPage find(Function<PageRequest, JobPage> search, Optional<JobPlace> first) {
        var jobs = new ArrayList<JobView>();
        var next = first;
        do {
            var page = search.apply(new PageRequest(Math.min(limit - jobs.size(), PageRequest.MAX_LIMIT), next));
            jobs.addAll(page.jobs());
            next = page.next();
        } while (next.isPresent() && jobs.size() < limit);
        return new JobPage(jobs, next);
    }

    private JobQuery query() {
        var given = new LinkedHashMap<String, List<String>>();
        given.put("status", status);
        given.put("workflow", workflow);
        given.put("label", label);
        given.put("since", since);
        given.put("until", until);
        given.put("text", text);
        given.put("variable", variable);
        try {
            return QueryParameters.parse(given, InstantSource.system());
        } catch (InvalidQueryException e) {
            throw invalid(e);
        }
    }

    private Optional<JobPlace> page() {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw CliException.invalid("option --limit is " + limit + ": give a whole number from 1 to " + MAX_LIMIT
                    + "; more are on further pages");
        }
        try {
            return page.map(place -> JobPlace.parse("page", place));
        } catch (InvalidQueryException e) {
            throw invalid(e);
        }
    }

    private static CliException invalid(InvalidQueryException e) {
        return CliException.invalid("option " + e.getMessage());
    }

    private void print(List<JobView> jobs) {
        var out = context.terminal().out();
        if (json) {
            out.println(Json.writePretty(
                    Value.of(jobs.stream().map(JobsCommand::toValue).toList())));
            return;
        }
        var table = new Table("JOB", "WORKFLOW", "STATUS", "SUCCESS", "STEPS", "REQUESTED", "ERROR");
        for (var job : jobs) {
            table.row(
                    job.jobId(),
                    job.workflow(),
                    job.status().word(),
                    job.success() ? "yes" : "no",
                    job.stepsEnded() + "/" + job.stepsTotal(),
                    TIME.format(Instant.ofEpochMilli(job.requestedAtMs())),
                    shortened(job.error()));
        }
        table.lines().forEach(out::println);
    }

    private static String shortened(String error) {
        var line = error.replaceAll("\\s*\\R\\s*", " ");
        return line.length() <= MAX_ERROR_CHARS ? line : line.substring(0, MAX_ERROR_CHARS) + " ...";
    }

    private static Value toValue(JobView job) {
        var labels = new LinkedHashMap<String, Value>();
        job.labels().forEach((name, value) -> labels.put(name, Value.of(value)));
        var fields = new LinkedHashMap<String, Value>();
        fields.put("job_id", Value.of(job.jobId()));
        fields.put("workflow", Value.of(job.workflow()));
        fields.put("status", Value.of(job.status().word()));
        fields.put("success", Value.of(job.success()));
        fields.put("labels", Value.of(labels));
        fields.put("requested_at", Value.of(job.requestedAtMs() / 1000.0));
        fields.put("updated_at", Value.of(job.updatedAtMs() / 1000.0));
        fields.put("steps_total", Value.of(job.stepsTotal()));
        fields.put("steps_ended", Value.of(job.stepsEnded()));
        var searchable = new LinkedHashMap<String, Value>();
        job.searchable().forEach((name, value) -> searchable.put(name, Value.of(value)));
        fields.put("searchable", Value.of(searchable));
        fields.put("error", Value.ofNullable(job.error().isEmpty() ? null : job.error()));
        return Value.of(fields);
    }
}
