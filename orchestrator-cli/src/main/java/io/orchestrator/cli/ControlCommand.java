package io.orchestrator.cli;

import io.orchestrator.cli.progress.Progress;
import io.orchestrator.client.Controls;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Changes a job, or many, as a {@link ControlVerb} says, and tells what came of it. */
@Command(mixinStandardHelpOptions = true)
final class ControlCommand implements Callable<Integer> {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    /** The most jobs that one call changes. */
    private static final int MAX_JOBS = 1_000;

    private final Context context;
    private final ControlVerb verb;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Where where = new Where();

    @Mixin
    private ApiOption api = new ApiOption();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the job.")
    private String reason = "";

    @Option(
            names = "--expected-event",
            paramLabel = "N",
            description = "Only where this is the number of the job's last event.")
    private long expected;

    private final JobFilter filter = new JobFilter();

    private ControlCommand(Context context, ControlVerb verb) {
        this.context = context;
        this.verb = verb;
    }

    /** The verb as a command. */
    static CommandLine of(ControlVerb verb, Context context) {
        var command = new ControlCommand(context, verb);
        var line = new CommandLine(command);
        var spec = line.getCommandSpec().name(verb.name());
        var many = verb.reach() == ControlVerb.Reach.MANY;
        if (many) {
            spec.addMixin("filter", CommandSpec.forAnnotatedObject(command.filter));
        }
        var usage = ((many ? "(JOB | FILTER...) " : "JOB ") + String.join(" ", verb.operands())).strip();
        spec.usageMessage()
                .description(verb.about())
                .customSynopsis("orchestrator " + verb.name() + " " + usage + " [OPTIONS]");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel(usage)
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("The job's id" + (verb.operands().isEmpty() ? "." : ", and what the command needs."))
                .build());
        verb.options().forEach((name, meaning) -> spec.addOption(option(name, meaning)));
        return line;
    }

    private static OptionSpec option(String written, String meaning) {
        var parts = written.split("=", 2);
        var option = OptionSpec.builder(parts[0]).description(meaning);
        if (parts.length == 1) {
            return option.type(boolean.class).arity("0").build();
        }
        var many = meaning.contains("May be repeated");
        return option.paramLabel(parts[1])
                .arity("1")
                .type(many ? List.class : String.class)
                .auxiliaryTypes(String.class)
                .build();
    }

    @Override
    public Integer call() {
        var parsed = spec.commandLine().getParseResult();
        List<String> given = parsed.matchedPositionalValue(0, List.of());
        var all = new ControlArguments(parsed, given);
        if (OutsideSignals.areMeant(all)) {
            return OutsideSignals.send(context, where, all);
        }
        var byFilter = !filter.isEmpty();
        if (!byFilter && given.isEmpty()) {
            throw CliException.invalid("name a job"
                    + (verb.reach() == ControlVerb.Reach.MANY ? ", or say which with a filter such as --workflow" : "")
                    + " (see: orchestrator " + verb.name() + " --help)");
        }
        var operands = byFilter ? given : given.subList(1, given.size());
        requireOperands(operands);
        var wish = verb.wish().apply(new ControlArguments(parsed, operands));
        try (var session = Session.join(context, where)) {
            return byFilter ? many(session, wish) : one(session.client(), given.getFirst(), wish);
        }
    }

    private void requireOperands(List<String> operands) {
        var needed =
                verb.operands().stream().filter(name -> !name.startsWith("[")).toList();
        if (operands.size() < needed.size()) {
            throw CliException.invalid(
                    needed.get(operands.size()) + " is missing (see: orchestrator " + verb.name() + " --help)");
        }
        if (operands.size() > verb.operands().size()) {
            throw CliException.invalid("'" + operands.get(verb.operands().size()) + "' is one argument too many");
        }
    }

    // ---- one job

    private int one(OrchestratorClient client, String jobId, Wish wish) {
        var status = client.result(jobId).status();
        if (!verb.states().contains(status)) {
            throw CliException.invalid(
                    "job " + jobId + " is " + status.word() + ": " + verb.name() + " is for jobs that are "
                            + verb.states().stream().map(JobStatus::word).collect(Collectors.joining(", ")));
        }
        if (verb.equals(ControlVerb.APPROVE) && wish instanceof Wish.Signal signal) {
            requireAsked(client, jobId, signal);
        }
        var control = send(client, jobId, wish);
        var answer = client.answer(control, ANSWER_TIMEOUT);
        if (answer.isEmpty()) {
            throw CliException.failure(unheard(client, jobId));
        }
        return tell(jobId, answer.get());
    }

    private static void requireAsked(OrchestratorClient client, String jobId, Wish.Signal answer) {
        var waiting = Waiting.of(client.events(jobId));
        if (waiting.stream()
                .noneMatch(
                        wait -> wait.name().equals(answer.name()) && wait.key().equals(answer.key()))) {
            var asked = waiting.stream()
                    .filter(wait -> wait.name().equals(answer.name()))
                    .map(ControlFact.SignalAwaited::key)
                    .toList();
            throw CliException.invalid(
                    "step '" + answer.key() + "' of job " + jobId + " does not wait for an approval; "
                            + (asked.isEmpty() ? "none does" : "these do: " + String.join(", ", asked)));
        }
    }

    private JobControl send(OrchestratorClient client, String jobId, Wish wish) {
        var made = Controls.of(jobId, wish, reason);
        var control = new JobControl(
                made.controlId(), jobId, wish, reason, made.actor(), made.requestedAtMs(), Optional.empty(), expected);
        client.control(control);
        return control;
    }

    private String unheard(OrchestratorClient client, String jobId) {
        return "nothing was heard of it from job " + jobId + " within " + ANSWER_TIMEOUT.toSeconds() + " s; the job is "
                + client.result(jobId).status().word() + ": one that has ended says no more, see orchestrator job "
                + jobId
                + "; else check that a coordinator runs; the wish stands";
    }

    private int tell(String jobId, JobEvent event) {
        if (event.fact() instanceof ControlFact.Refused refused) {
            context.terminal().err().println("orchestrator: job " + jobId + " refused it: " + refused.why());
            return Exit.FAILURE;
        }
        context.terminal().out().println("job " + jobId + ": " + Progress.describe(event.fact()));
        return Exit.SUCCESS;
    }

    // ---- many jobs

    /** What came of it for each that can do something about it; a line for each. */
    private int many(Session session, Wish wish) {
        var page = JobFilter.find(new JobFilter.Source(session, api), filter.query(), MAX_JOBS, Optional.empty());
        if (page.next().isPresent()) {
            throw CliException.invalid("the filter finds more than " + MAX_JOBS + " jobs: narrow it");
        }
        var controls = new ArrayList<JobControl>();
        for (JobView job : page.jobs()) {
            if (verb.states().contains(job.status())) {
                controls.add(send(session.client(), job.jobId(), wish));
            }
        }
        context.terminal()
                .err()
                .println("asked of " + controls.size() + " of " + page.jobs().size() + " jobs found");
        return answers(session.client(), controls);
    }

    private int answers(OrchestratorClient client, List<JobControl> controls) {
        var code = Exit.SUCCESS;
        var deadline = System.nanoTime() + ANSWER_TIMEOUT.toNanos();
        for (var control : controls) {
            var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            var answer = client.answer(control, left);
            if (answer.isEmpty()) {
                context.terminal().err().println("job " + control.jobId() + ": nothing heard of it yet");
                code = Exit.FAILURE;
            } else {
                code = Math.max(code, tell(control.jobId(), answer.get()));
            }
        }
        return code;
    }
}
