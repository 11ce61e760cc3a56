package io.orchestrator.worker.model;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import java.io.IOException;

/** Tells what a provider's refusal means and what to do about it. */
final class ModelFailures {

    /** How long to leave a provider alone that says it is asked too often. */
    private static final long RATE_LIMIT_WAIT_MS = 5_000;

    /** The longest part of a provider's own message that is passed on. */
    private static final int MAX_DETAIL = 500;

    private ModelFailures() {}

    static Failure failure(ProviderConfig provider, String model, RuntimeException thrown) {
        var name = provider.name() + "/" + model;
        return switch (thrown) {
            case AuthenticationException e ->
                Failure.of(
                        FailureKind.DENIED,
                        "MODEL_KEY_REFUSED",
                        "provider '" + provider.name() + "' refused the key: set "
                                + ConfiguredModels.keyHint(provider));
            case RateLimitException e ->
                new Failure(
                        FailureKind.UNAVAILABLE,
                        "MODEL_RATE_LIMITED",
                        "provider '" + provider.name() + "' limits the rate of requests: " + detail(e),
                        RATE_LIMIT_WAIT_MS);
            case ModelNotFoundException e ->
                Failure.of(
                        FailureKind.INVALID,
                        "MODEL_NOT_FOUND",
                        "provider '" + provider.name() + "' has no model '" + model + "': check its name; "
                                + detail(e));
            case ContentFilteredException e ->
                Failure.of(FailureKind.MODEL, "MODEL_CONTENT_FILTERED", name + " filtered the content: " + detail(e));
            case InvalidRequestException e ->
                Failure.of(FailureKind.INVALID, "MODEL_REQUEST_INVALID", name + " refused the request: " + detail(e));
            case UnsupportedFeatureException e ->
                Failure.of(FailureKind.INVALID, "MODEL_REQUEST_INVALID", name + " cannot do that: " + detail(e));
            case TimeoutException e ->
                Failure.of(
                        FailureKind.UNAVAILABLE,
                        "MODEL_TOO_SLOW",
                        name + " did not answer within " + provider.timeout().toSeconds() + " s; models."
                                + provider.name() + ".timeout sets the limit");
            case InternalServerException e -> unavailable(name, detail(e));
            case UnresolvedModelServerException e -> unavailable(name, detail(e));
            default ->
                isTransport(thrown)
                        ? unavailable(name, detail(thrown))
                        : Failure.of(FailureKind.MODEL, "MODEL_FAILED", name + " failed: " + detail(thrown));
        };
    }

    private static Failure unavailable(String name, String detail) {
        return Failure.of(FailureKind.UNAVAILABLE, "MODEL_UNAVAILABLE", name + " cannot be reached: " + detail);
    }

    private static boolean isTransport(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private static String detail(Throwable thrown) {
        var last = thrown;
        while (last.getCause() != null && last.getMessage() == null) {
            last = last.getCause();
        }
        var text = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
        return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "...";
    }
}
