package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/** Turns what Kafka's clients throw into what callers can act on. */
final class KafkaErrors {

    private KafkaErrors() {}

    /**
     * @param what was tried, for example {@code send to job.requests}
     * @param where the bootstrap servers
     */
    static ClientException from(KafkaException e, String what, String where) {
        return switch (e) {
            case InterruptException i ->
                new ClientException(Kind.INTERRUPTED, "interrupted while trying to " + what, i);
            case WakeupException w -> new ClientException(Kind.INTERRUPTED, "the client was closed", w);
            case AuthenticationException a ->
                new ClientException(
                        Kind.REFUSED,
                        "Kafka at " + where + " does not accept the credentials (" + a.getMessage()
                                + "): check security.protocol and sasl.*",
                        a);
            case AuthorizationException a ->
                new ClientException(
                        Kind.REFUSED,
                        "Kafka at " + where + " does not allow to " + what + " (" + a.getMessage()
                                + "): ask its operator for the permission",
                        a);
            case TimeoutException t ->
                new ClientException(
                        Kind.UNREACHABLE,
                        "Kafka at " + where + " did not answer in time, trying to " + what + " (" + t.getMessage()
                                + "): check that its brokers run, that their advertised listeners can be reached from"
                                + " here, and that the topics exist ('orchestrator topics apply')",
                        t);
            default ->
                new ClientException(Kind.REFUSED, "Kafka at " + where + ": cannot " + what + ": " + e.getMessage(), e);
        };
    }
}
