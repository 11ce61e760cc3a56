package io.orchestrator.language.value;

import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Gives the values that a scope's marks stand for. What is behind a mark never changes, since the mark is its hash: an
 * evaluation that opens one is as much a function of its scope as any other.
 */
@FunctionalInterface
public interface Opener {

    /** Knows of no marks: every text is a text. */
    Opener NONE = mark -> null;

    /**
     * The value, in which no other mark is; null where a text of this form is no mark here. At most {@link
     * Bounds#OPENED_BYTES} are asked for.
     */
    @Nullable
    Value open(ArtifactMark mark);

    /** Whether the value may be opened. */
    static boolean isSmallEnough(ArtifactMark mark) {
        return mark.bytes() <= Bounds.OPENED_BYTES;
    }

    /**
     * The value that a value stands for: itself, unless it is a mark.
     *
     * @throws LanguageException LIMIT where more than {@link Bounds#OPENED_BYTES} are kept
     */
    default Value opened(Value value) {
        var kept = this.equals(NONE) || !(value instanceof Value.Text text) ? null : opened(text.value());
        return kept == null ? value : kept;
    }

    private @Nullable Value opened(String text) {
        var mark = ArtifactMark.of(text);
        if (mark.isEmpty()) {
            return null;
        }
        if (!isSmallEnough(mark.get())) {
            throw new LanguageException(
                    LanguageException.Kind.LIMIT,
                    0,
                    "the bound is exceeded: a value of " + mark.get().bytes()
                            + " bytes, of which an expression can see no more than " + Bounds.OPENED_BYTES
                            + "; hand it on as a whole, by a parameter that is nothing but its path in ${...},"
                            + " or let a tool take from it what is needed");
        }
        return open(mark.get());
    }
}
