package io.orchestrator.cli;

import io.orchestrator.cli.stack.StackException;
import io.orchestrator.client.ClientException;
import io.orchestrator.config.SettingsException;
import io.orchestrator.coordinator.CoordinatorStartException;
import io.orchestrator.embedded.EmbeddedException;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.topics.TopicException;
import io.orchestrator.worker.WorkerStartException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;

/** Turns what went wrong into one message and an exit code. */
final class Errors {

    private Errors() {}

    /** What is known says itself what to do; anything else is a bug of ours: its trace goes to the log. */
    static int report(Exception e, Terminal terminal, @SuppressWarnings("unused") boolean debug) {
        var err = terminal.err();
        if (debug) {
            e.printStackTrace(new PrintWriter(err, true, StandardCharsets.UTF_8));
        }
        var known = code(e);
        if (known.isPresent()) {
            err.println("orchestrator: " + e.getMessage());
            return known.getAsInt();
        }
        LoggerFactory.getLogger(Errors.class).error("A command failed unexpectedly", e);
        err.println("orchestrator: internal error: " + e
                + " (please report it; the log file in the data folder has the details, --debug shows them)");
        return Exit.FAILURE;
    }

    private static OptionalInt code(Exception e) {
        return switch (e) {
            case CliException known -> OptionalInt.of(known.exitCode());
            case StackException known -> OptionalInt.of(code(known.kind()));
            case ClientException known -> OptionalInt.of(code(known.kind()));
            case SettingsException known -> OptionalInt.of(Exit.INVALID);
            case EmbeddedException known -> OptionalInt.of(Exit.INVALID);
            case SchemaRegistryException known -> OptionalInt.of(Exit.INVALID);
            case TopicException known -> OptionalInt.of(Exit.INVALID);
            case CoordinatorStartException known -> OptionalInt.of(Exit.INVALID);
            case WorkerStartException known -> OptionalInt.of(Exit.INVALID);
            default -> OptionalInt.empty(); // exceptions are an open set
        };
    }

    private static int code(StackException.Kind kind) {
        return switch (kind) {
            case INVALID -> Exit.INVALID;
            case FAILURE -> Exit.FAILURE;
        };
    }

    private static int code(ClientException.Kind kind) {
        return switch (kind) {
            case INVALID, UNREACHABLE, REFUSED, MISSING -> Exit.INVALID;
            case TIMEOUT, INTERRUPTED -> Exit.FAILURE;
        };
    }

    /** A wrong command line. */
    static int usage(ParameterException e, Terminal terminal) {
        var name = e.getCommandLine().getCommandSpec().qualifiedName(" ");
        terminal.err().println("orchestrator: " + e.getMessage() + " (see: " + name + " --help)");
        return Exit.INVALID;
    }
}
