package io.orchestrator.language;

import io.orchestrator.language.value.LanguageException;
import java.util.function.Supplier;

/** Keeps evaluation total on threads with a small stack: running out of stack is a bound like any other. */
final class StackGuard {

    private StackGuard() {}

    static <T> T within(Supplier<T> evaluation) {
        try {
            return evaluation.get();
        } catch (StackOverflowError e) {
            throw new LanguageException(
                    LanguageException.Kind.LIMIT, 0, "it is nested too deeply for the stack of this thread");
        }
    }
}
