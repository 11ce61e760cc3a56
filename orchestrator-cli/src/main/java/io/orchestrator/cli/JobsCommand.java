package io.orchestrator.cli;

import io.orchestrator.json.Json;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Value;
import io.orchestrator.query.InvalidQueryException;
import io.orchestrator.query.JobPlace;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    @Mixin
    private JobFilter filter = new JobFilter();

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
        var query = filter.query();
        var first = page();
        try (var session = Session.forReading(context, where)) {
            var found = JobFilter.find(new JobFilter.Source(session, api), query, limit, first);
            print(found.jobs());
            found.next().ifPresent(next -> context.terminal().err().println("more: --page " + next.print()));
            return Exit.SUCCESS;
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
            throw JobFilter.invalid(e);
        }
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
