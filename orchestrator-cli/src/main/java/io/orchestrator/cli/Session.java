package io.orchestrator.cli;

import io.orchestrator.cli.stack.Ports;
import io.orchestrator.cli.stack.Stack;
import io.orchestrator.cli.stack.StackClaim;
import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.config.Settings;

/** A connected client, and what this process started or joined for it. */
final class Session implements AutoCloseable {

    private final OrchestratorClient client;
    private final AutoCloseable behind;

    private Session(ClientConfig config, AutoCloseable behind) {
        this.client = OrchestratorClient.create(config);
        this.behind = behind;
    }

    OrchestratorClient client() {
        return client;
    }

    /** The cluster of the settings, else the stack that runs in the data folder, else one of this process. */
    static Session running(Context context, Where where) {
        return open(context, where, Completeness.JOBS);
    }

    /** As {@link #running}, but where nothing runs only the data is served: no job goes on. */
    static Session forReading(Context context, Where where) {
        return open(context, where, Completeness.DATA);
    }

    /**
     * The cluster of the settings, or the stack that runs in the data folder.
     *
     * @throws CliException where there is none
     */
    static Session join(Context context, Where where) {
        var settings = where.settings(context);
        var configured = Connection.configured(settings);
        if (configured.isPresent()) {
            return new Session(configured.get(), () -> {});
        }
        var home = where.home(context);
        return switch (StackClaim.of(home, Completeness.JOBS)) {
            case StackClaim.Joined joined -> joined(settings, joined);
            case StackClaim.Owned owned -> {
                owned.lock().close();
                throw CliException.invalid("no Orchestrator runs in the data folder " + home.root()
                        + "; start one with: orchestrator dev, or name a cluster with --bootstrap");
            }
        };
    }

    private static Session open(Context context, Where where, Completeness complete) {
        var settings = where.settings(context);
        var configured = Connection.configured(settings);
        if (configured.isPresent()) {
            return new Session(configured.get(), () -> {});
        }
        return switch (StackClaim.of(where.home(context), complete)) {
            case StackClaim.Joined joined -> joined(settings, joined);
            case StackClaim.Owned owned -> {
                var stack =
                        EmbeddedStart.start(context, where, owned.lock(), new EmbeddedStart.Shape(complete, Ports.ANY));
                yield new Session(
                        Connection.local(settings, stack.addresses()),
                        () -> closeAfterGuests(stack, context.terminal()));
            }
        };
    }

    private static Session joined(Settings settings, StackClaim.Joined joined) {
        return new Session(Connection.local(settings, joined.addresses()), joined.guest());
    }

    private static void closeAfterGuests(Stack stack, Terminal terminal) {
        try (stack) {
            EmbeddedStart.awaitGuests(stack, terminal);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } finally {
            closeBehind();
        }
    }

    private void closeBehind() {
        try {
            behind.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw CliException.failure("closing failed: " + e.getMessage());
        }
    }
}
