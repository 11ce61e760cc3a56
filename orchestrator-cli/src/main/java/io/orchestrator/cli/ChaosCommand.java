package io.orchestrator.cli;

import io.orchestrator.cli.chaos.Chaos;
import io.orchestrator.cli.chaos.ChaosConfig;
import io.orchestrator.cli.chaos.ChaosException;
import io.orchestrator.cli.chaos.Folders;
import io.orchestrator.cli.chaos.Launcher;
import io.orchestrator.cli.chaos.Orders;
import io.orchestrator.cli.chaos.Pace;
import io.orchestrator.cli.chaos.Report;
import io.orchestrator.cli.chaos.Size;
import io.orchestrator.cli.chaos.Workload;
import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.json.Json;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "chaos",
        description =
                "Starts brokers, a registry, coordinators and workers as processes of this machine, submits jobs, kills"
                        + " (SIGKILL) and stops (SIGSTOP, SIGCONT) them at random, and proves from the event log and a ledger of what"
                        + " really ran that no job was lost and nothing done twice. Exit code 1 where something was.",
        mixinStandardHelpOptions = true)
final class ChaosCommand implements Callable<Integer> {

    private static final int MAX_PROCESSES = 50;
    private static final int MAX_PARTITIONS = 100;
    private static final double MAX_RATE = 1_000;

    private final Context context;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A workflow of your own. Default: a built-in one with a loop, a condition and a retry.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private DialectOption dialect = new DialectOption();

    @Mixin
    private InputArguments inputs = new InputArguments();

    @Option(names = "--brokers", paramLabel = "N", description = "Default: 3. One or two are never struck.")
    private int brokers = 3;

    @Option(names = "--coordinators", paramLabel = "N", description = "Default: 2.")
    private int coordinators = 2;

    @Option(names = "--workers", paramLabel = "N", description = "Default: 3.")
    private int workers = 3;

    @Option(names = "--partitions", paramLabel = "N", description = "Of the topics keyed by job. Default: 6.")
    private int partitions = 6;

    @Option(names = "--duration", paramLabel = "TIME", description = "Of the load: 30s, 10m. Default: 1m.")
    private String duration = "1m";

    @Option(names = "--settle", paramLabel = "TIME", description = "The longest that all may take to end. Default: 3m.")
    private String settle = "3m";

    @Option(names = "--every", paramLabel = "TIME", description = "Between two blows, on average. Default: 5s.")
    private String every = "5s";

    @Option(names = "--rate", paramLabel = "N", description = "Jobs a second. Default: 1.")
    private double rate = 1;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed, the same blows. Default: any.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--any-outputs",
            description = "The workflow's outputs differ from job to job: do not compare them.")
    private boolean anyOutputs;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "A setting of coordinators, workers and topics.")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A new folder for everything. Default: a temporary one.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--keep", description = "Leave the folder there: data, logs and outputs of all processes, ledger.")
    private boolean keep;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    ChaosCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var size = size();
        var pace = pace();
        var workload = file.map(this::own).orElseGet(ChaosCommand::builtIn);
        var folders = folders();
        var err = context.terminal().err();
        err.println("seed " + pace.seed() + ", data in " + folders.root());
        var chaos = new Chaos(
                new ChaosConfig(size, pace, workload, folders, settings, Launcher.likeThis(Main.class.getName())),
                err::println);
        try (var end = OrderlyEnd.install()) {
            end.onInterrupt(chaos::stop);
            try {
                return print(chaos.run());
            } catch (ChaosException e) {
                throw CliException.failure(String.valueOf(e.getMessage()));
            } finally {
                if (!keep) {
                    folders.remove();
                }
            }
        }
    }

    private int print(Report report) {
        var out = context.terminal().out();
        if (json) {
            out.println(Json.writePretty(report.toValue()));
        } else {
            report.lines().forEach(out::println);
        }
        return report.clean() ? Exit.SUCCESS : Exit.FAILURE;
    }

    private Size size() {
        require("--brokers", brokers, BrokerConfig.MAX_NODES);
        require("--coordinators", coordinators, MAX_PROCESSES);
        require("--workers", workers, MAX_PROCESSES);
        require("--partitions", partitions, MAX_PARTITIONS);
        return new Size(brokers, coordinators, workers, partitions);
    }

    private static void require(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw CliException.invalid("option " + option + " is " + value + ": give a whole number from 1 to " + max);
        }
    }

    private Pace pace() {
        if (!(rate > 0 && rate <= MAX_RATE)) {
            throw CliException.invalid("option --rate is " + rate + ": give a number above 0, at most " + MAX_RATE);
        }
        return new Pace(
                time("--duration", duration),
                time("--settle", settle),
                rate,
                time("--every", every),
                seed.orElseGet(() -> (long) new SecureRandom().nextInt(Integer.MAX_VALUE)));
    }

    private static Duration time(String option, String text) {
        var settings = io.orchestrator.config.Settings.read(Optional.empty(), Map.of(), Map.of(option, text));
        var time = settings.duration(option, Duration.ZERO);
        if (!time.isPositive()) {
            throw CliException.invalid("option " + option + " is '" + text + "': give a time such as 30s or 10m");
        }
        return time;
    }

    private Folders folders() {
        try {
            if (data.isEmpty()) {
                return new Folders(Files.createTempDirectory("orchestrator-chaos-"));
            }
            var folder = Files.createDirectories(data.get());
            try (var files = Files.list(folder)) {
                var others = files.filter(found -> !found.endsWith("logs")).findAny();
                if (others.isPresent()) {
                    throw CliException.invalid(folder + " is not empty: name a new folder, it is removed at the end");
                }
            }
            return new Folders(folder);
        } catch (IOException e) {
            throw CliException.invalid(
                    "cannot create the folder: " + e.getMessage() + "; name another one with --data");
        }
    }

    private static Workload builtIn() {
        return Orders.workload(
                Compilers.anyModel().compile(Orders.DOCUMENT).plan().orElseThrow());
    }

    private Workload own(Path path) {
        var compiler = Compilers.anyModel();
        var terminal = context.terminal();
        var family = SubWorkflows.of(WorkflowFile.read(path, dialect.dialect()), compiler, terminal, called -> called);
        var plan = family.workflow().plan(compiler, terminal);
        var given = inputs.read(Optional.of(plan));
        Requests.requireValid(plan, given);
        var definitions = new ArrayList<>(family.called());
        definitions.add(PublishCommand.definition(plan, family.workflow()));
        var plans = new HashMap<String, Plan>();
        for (WorkflowDefinition definition : definitions) {
            compiler.compile(definition.document()).plan().ifPresent(found -> plans.put(definition.key(), found));
        }
        return new Workload(plan, definitions, plans, job -> given, Optional.empty(), Set.of(), anyOutputs);
    }
}
