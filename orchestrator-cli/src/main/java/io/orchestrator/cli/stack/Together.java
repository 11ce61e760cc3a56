package io.orchestrator.cli.stack;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Does two things side by side and waits for both. */
final class Together {

    private Together() {}

    /** The first failure is thrown when both have ended, so that what the other one opened is known to its owner. */
    static void run(Runnable first, Runnable second) {
        try (var executor = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("stack-start-", 1).factory())) {
            var both = executor.invokeAll(
                    List.<Callable<Void>>of(Executors.callable(first, null), Executors.callable(second, null)));
            for (var result : both) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StackException.failure("interrupted while starting");
        }
    }
}
