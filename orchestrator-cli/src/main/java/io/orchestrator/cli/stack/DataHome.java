package io.orchestrator.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of one embedded Orchestrator: {@code kafka/} the broker's data, {@code streams/} the coordinator's state,
 * {@code logs/}, {@code orchestrator.properties} the user's settings, and the files of {@link StackLock}.
 *
 * @param root absolute
 */
public record DataHome(Path root) {

    /** The environment variable that names the folder. */
    public static final String VARIABLE = "ORCHESTRATOR_HOME";

    public DataHome {
        root = root.toAbsolutePath().normalize();
    }

    /** The flag, else {@value #VARIABLE}, else {@code ~/.orchestrator}. */
    public static DataHome of(Optional<Path> flag, Map<String, String> environment) {
        return new DataHome(
                flag.or(() -> Optional.ofNullable(environment.get(VARIABLE)).map(Path::of))
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".orchestrator")));
    }

    /** Creates the folder where it is missing. */
    public void create() {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw StackException.invalid("cannot create the data folder " + root + " (" + e.getMessage()
                    + "); name another one with --data or " + VARIABLE);
        }
    }

    /** The broker's data. */
    public Path kafka() {
        return root.resolve("kafka");
    }

    /** The large values of jobs. */
    public Path artifacts() {
        return root.resolve("artifacts");
    }

    Path streams() {
        return root.resolve("streams");
    }

    /** Where this folder's processes log to. */
    public Path logFile() {
        return root.resolve("logs").resolve("orchestrator.log");
    }

    Path lockFile() {
        return root.resolve("stack.lock");
    }

    Path guestsFile() {
        return root.resolve("guests.lock");
    }

    Path addressesFile() {
        return root.resolve("stack.json");
    }

    Path secretFile() {
        return root.resolve("claim.secret");
    }

    /** The key that seals sensitive inputs; there once a stack has run. */
    public Path sensitiveKeyFile() {
        return root.resolve("sensitive.key");
    }

    /** Settings for everything that runs from this folder; need not exist. */
    public Path settingsFile() {
        return root.resolve("orchestrator.properties");
    }
}
