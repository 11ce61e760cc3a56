package io.orchestrator.cli;

import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs a service in the foreground. */
final class UntilInterrupt {

    private UntilInterrupt() {}

    /**
     * Starts it, tells the user, and closes it on Ctrl-C or SIGTERM.
     *
     * @param start the service, running
     * @param ready what to tell about it
     */
    @SuppressWarnings("try") // whether closing can be interrupted is the service's affair
    static <T extends AutoCloseable> int serve(Context context, Supplier<T> start, Function<T, String> ready)
            throws Exception {
        try (var end = OrderlyEnd.install();
                var service = start.get()) {
            var stop = new CountDownLatch(1);
            end.onInterrupt(stop::countDown);
            context.terminal().out().println(ready.apply(service));
            context.terminal().out().flush();
            stop.await();
            return Exit.SUCCESS;
        }
    }
}
