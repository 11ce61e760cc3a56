package io.orchestrator.topics;

/** Topics or share groups cannot be brought into the wanted shape; the message says which, why and what to do. */
public final class TopicException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicException(String message) {
        super(message);
    }

    TopicException(String message, Throwable cause) {
        super(message, cause);
    }
}
