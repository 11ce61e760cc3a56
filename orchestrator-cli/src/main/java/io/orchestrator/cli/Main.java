package io.orchestrator.cli;

import io.orchestrator.cli.stack.DataHome;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The process behind {@code ./orchestrator}. */
@Command(
        name = "orchestrator",
        description = "Event-driven workflows over Kafka.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    private Main() {}

    public static void main(String[] args) {
        // A thread that dies goes to the log: the console is for the user.
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> LoggerFactory.getLogger(Main.class).error("Thread {} died", thread.getName(), e));
        System.exit(run(Context.system(), args));
    }

    /** The exit code; everything else is printed. */
    static int run(Context context, String... args) {
        var main = new Main();
        var commands = new CommandLine(main)
                .addSubcommand(new RunCommand(context))
                .addSubcommand(new DevCommand(context))
                .addSubcommand(new ValidateCommand(context))
                .addSubcommand(new SchemaCommand(context))
                .addSubcommand(new PublishCommand(context))
                .addSubcommand(new SubmitCommand(context))
                .addSubcommand(new JobsCommand(context))
                .addSubcommand(new JobCommand(context))
                .addSubcommand(new ArtifactsCommand(context))
                .addSubcommand(new WatchCommand(context))
                .addSubcommand(new CancelCommand(context))
                .addSubcommand(new ScheduleCommand(context))
                .addSubcommand(new TopicsCommand(context))
                .addSubcommand(new DoctorCommand(context))
                .addSubcommand(new VerifyCommand(context))
                .addSubcommand(new ChaosCommand(context))
                .addSubcommand(new WorkerCommand(context))
                .addSubcommand(new CoordinatorCommand(context))
                .addSubcommand(new RegistryCommand(context))
                .addSubcommand(new BrokerCommand(context));
        ControlVerb.ALL.forEach(verb -> commands.addSubcommand(verb.name(), ControlCommand.of(verb, context)));
        for (var extension : ServiceLoader.load(Subcommand.class)) {
            commands.addSubcommand(extension);
        }
        return commands.setExecutionStrategy(parsed -> {
                    logInto(context, parsed);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setExecutionExceptionHandler((e, command, parsed) -> Errors.report(e, context.terminal(), main.debug))
                .setParameterExceptionHandler((e, arguments) -> Errors.usage(e, context.terminal()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .execute(args);
    }

    /** Before anything makes a logger. */
    private static void logInto(Context context, ParseResult parsed) {
        var leaf = parsed;
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
        }
        Optional<Path> data = leaf.matchedOptionValue("--data", Optional.empty());
        LogFile.in(DataHome.of(data, context.environment()));
    }
}
