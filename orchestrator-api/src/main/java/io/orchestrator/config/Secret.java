package io.orchestrator.config;

/**
 * A value that must not be shown: {@link #toString} masks it.
 *
 * @param value the secret; empty where none is set
 */
public record Secret(String value) {

    /** No secret. */
    public static final Secret NONE = new Secret("");

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return value.isEmpty() ? "Secret[none]" : "Secret[***]";
    }
}
