package io.orchestrator.cli;

import io.orchestrator.cli.Verification.Outcome;
import io.orchestrator.client.ApiClient;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description =
                "Folds the events of a job again and compares what comes of it with what coordinators store, byte for"
                        + " byte. Exit code 1 where anything differs.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    /** Jobs verified at the same time. */
    private static final int PARALLEL = 4;

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Mixin
    private ApiOption api = new ApiOption();

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    /** One of them. */
    private static final class Which {
        @Parameters(paramLabel = "JOB", description = "The job's id. Several are verified one after the other.")
        private List<String> jobs = List.of();

        @Option(names = "--all", description = "Every job that is listed; those that have left the stores are counted.")
        private boolean all;
    }

    VerifyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var session = Session.forReading(context, where);
                var coordinator = api.open(session)
                        .orElseThrow(() -> CliException.invalid("what is stored is told by a coordinator: name its HTTP"
                                + " API with --api URL, or start one with: orchestrator dev"));
                var threads = Executors.newFixedThreadPool(PARALLEL)) {
            var verification = new Verification(session.client(), coordinator);
            var tally = new Tally();
            if (which.all) {
                all(coordinator, verification, threads, tally);
            } else {
                tally(which.jobs, verification, threads, tally);
            }
            context.terminal().out().println(tally.summary());
            return tally.good() ? Exit.SUCCESS : Exit.FAILURE;
        }
    }

    private void all(ApiClient coordinator, Verification verification, ExecutorService threads, Tally tally)
            throws InterruptedException {
        var page = PageRequest.first(PageRequest.MAX_LIMIT);
        while (true) {
            var found = coordinator.jobs(JobQuery.ALL, page);
            tally(found.jobs().stream().map(job -> job.jobId()).toList(), verification, threads, tally);
            if (found.next().isEmpty()) {
                return;
            }
            page = new PageRequest(PageRequest.MAX_LIMIT, found.next());
        }
    }

    private void tally(List<String> jobs, Verification verification, ExecutorService threads, Tally tally)
            throws InterruptedException {
        var tasks = jobs.stream()
                .<Callable<Outcome>>map(job -> () -> verification.verify(job))
                .toList();
        var answers = threads.invokeAll(tasks);
        for (int i = 0; i < jobs.size(); i++) {
            tally.add(jobs.get(i), answer(answers.get(i)));
        }
    }

    private static Outcome answer(Future<Outcome> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
    }

    /** What has been found so far. */
    private final class Tally {
        private int same;
        private int gone;
        private int bad;
        private int older;

        void add(String jobId, Outcome outcome) {
            switch (outcome) {
                case Outcome.Compared compared -> compared(jobId, compared);
                case Outcome.Gone why -> {
                    gone++;
                    if (!which.all) {
                        tell(jobId + ": " + why.why());
                    }
                }
                case Outcome.Unverified unverified -> {
                    bad++;
                    tell(jobId + ": not verified: " + unverified.why());
                }
            }
        }

        private void compared(String jobId, Outcome.Compared compared) {
            older += compared.differences().older();
            if (compared.differences().lines().isEmpty()) {
                same++;
                return;
            }
            bad++;
            compared.differences().lines().forEach(line -> tell(jobId + ": " + line));
        }

        private void tell(String line) {
            context.terminal().out().println(line);
        }

        boolean good() {
            return bad == 0 && (which.all || gone == 0);
        }

        String summary() {
            return same + " verified, " + bad + " not as their events say, " + gone + " not stored any more"
                    + (older == 0 ? "" : ", " + older + " values of an earlier format not compared");
        }
    }
}
