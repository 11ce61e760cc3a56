package io.orchestrator.cli;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs a service in the foreground. */
final class UntilInterrupt {

    private UntilInterrupt() {}

    /** As {@link #serve(Context, Supplier, Function, BiConsumer)}, for a service that does not end by itself. */
    static <T extends AutoCloseable> int serve(Context context, Supplier<T> start, Function<T, String> ready)
            throws Exception {
        return serve(context, start, ready, (service, told) -> {});
    }

    /**
     * Starts it, tells the user, and closes it on Ctrl-C or SIGTERM, or where it cannot go on.
     *
     * @param start the service, running
     * @param ready what to tell about it
     * @param failing hands the service somebody to tell why it cannot go on
     * @throws CliException where it cannot go on
     */
    @SuppressWarnings("try") // whether closing can be interrupted is the service's affair
    static <T extends AutoCloseable> int serve(
            Context context, Supplier<T> start, Function<T, String> ready, BiConsumer<T, Consumer<String>> failing)
            throws Exception {
        try (var end = OrderlyEnd.install();
                var service = start.get()) {
            var failure = new CompletableFuture<Optional<String>>();
            end.onInterrupt(() -> failure.complete(Optional.empty()));
            failing.accept(service, why -> failure.complete(Optional.of(why)));
            context.terminal().out().println(ready.apply(service));
            context.terminal().out().flush();
            var why = failure.get();
            if (why.isPresent()) {
                throw CliException.failure(why.get());
            }
            return Exit.SUCCESS;
        }
    }
}
