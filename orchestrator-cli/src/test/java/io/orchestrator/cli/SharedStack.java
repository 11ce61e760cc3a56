package io.orchestrator.cli;

import io.orchestrator.cli.stack.Addresses;
import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.cli.stack.Ports;
import io.orchestrator.cli.stack.Stack;
import io.orchestrator.cli.stack.StackClaim;
import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.cli.stack.StackConfig;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.config.Settings;
import io.orchestrator.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One embedded stack for all test classes of this JVM: started for the first that asks, stopped after the last. A test
 * method or constructor gets it as a parameter of type {@link Running}.
 */
final class SharedStack implements ParameterResolver {

    /** A queue that the stack's own worker does not serve. */
    static final String FOREIGN_QUEUE = "foreign";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedStack.class))
                .getOrComputeIfAbsent(Running.class, type -> Running.start(Map.of()), Running.class);
    }

    /** The stack; commands that are run with its home join it. */
    static final class Running implements AutoCloseable {

        private final DataHome home;
        private final Stack stack;

        private Running(DataHome home, Stack stack) {
            this.home = home;
            this.stack = stack;
        }

        /** @param settings of the stack and of every command that joins it */
        static Running start(Map<String, String> settings) {
            try {
                var home = new DataHome(Files.createTempDirectory("orchestrator-test"));
                var lines = settings.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue());
                Files.write(home.settingsFile(), lines.toList());
                if (!(StackClaim.of(home, Completeness.JOBS) instanceof StackClaim.Owned owned)) {
                    throw new IllegalStateException("a new folder has no owner");
                }
                return new Running(home, Stack.start(config(home), owned.lock()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static StackConfig config(DataHome home) {
            return new StackConfig(
                    home,
                    Ports.ANY,
                    Completeness.JOBS,
                    overriding -> Settings.read(Optional.of(home.settingsFile()), Map.of(), withQueues(overriding)),
                    System.getenv());
        }

        private static Map<String, String> withQueues(Map<String, String> settings) {
            var more = new HashMap<>(settings);
            more.put("topics.queues", Topics.DEFAULT_QUEUE + "," + FOREIGN_QUEUE);
            return more;
        }

        DataHome home() {
            return home;
        }

        Addresses addresses() {
            return stack.addresses();
        }

        ClientConfig client() {
            return new ClientConfig(
                    addresses().bootstrap(),
                    Map.of(),
                    Map.of("schema.registry.url", addresses().registry()),
                    new Topics(""));
        }

        /** Runs a command that joins this stack. */
        CliRun cli(Path folder, String... args) {
            return CliRun.of(home, folder, args);
        }

        @Override
        public void close() {
            stack.close();
            Folders.delete(home.root());
        }
    }
}
