package io.orchestrator.cli;

import io.orchestrator.cli.stack.Ports;
import io.orchestrator.cli.stack.Stack;
import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.cli.stack.StackConfig;
import io.orchestrator.cli.stack.StackLock;
import java.time.Duration;
import java.util.Locale;

/** Starts and ends the embedded default for a command, and tells the user. */
final class EmbeddedStart {

    /** How long an ending command serves others that came to use its stack. */
    private static final Duration GUEST_PATIENCE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private EmbeddedStart() {}

    /**
     * @param complete how much to start
     * @param ports where
     */
    record Shape(Completeness complete, Ports ports) {}

    /** The stack owns the lock, whatever happens. */
    static Stack start(Context context, Where where, StackLock lock, Shape shape) {
        var home = where.home(context);
        var err = context.terminal().err();
        var begun = System.nanoTime();
        var telling = shape.complete() == Completeness.JOBS;
        if (telling) {
            err.println(
                    "Starting the embedded broker, registry, coordinator and worker (data: " + home.root() + ") ...");
        }
        var config = new StackConfig(
                home,
                shape.ports(),
                shape.complete(),
                overriding -> where.settings(context, overriding),
                context.environment());
        var stack = Stack.start(config, lock);
        if (telling) {
            err.printf(Locale.ROOT, "Started in %.1f s%n", (System.nanoTime() - begun) / 1e9);
        }
        return stack;
    }

    /** Other processes that joined this stack would lose it; one that runs no jobs any more is of no use to them. */
    static void awaitGuests(Stack stack, Terminal terminal) {
        var told = false;
        for (var waited = Duration.ZERO; waited.compareTo(GUEST_PATIENCE) < 0; waited = waited.plus(PAUSE)) {
            if (stack.shutOutGuests() || stack.failure().isPresent()) {
                return;
            }
            if (!told) {
                told = true;
                terminal.err().println("Another command uses this broker: waiting for it (Ctrl-C ends both) ...");
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
