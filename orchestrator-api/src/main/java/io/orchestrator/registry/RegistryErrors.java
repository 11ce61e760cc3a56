package io.orchestrator.registry;

import io.orchestrator.model.Value;

/** Turns a registry's refusal into words. */
final class RegistryErrors {

    /** The longest part of a server's own words that is passed on, in characters. */
    private static final int MAX_QUOTE = 500;

    private RegistryErrors() {}

    /**
     * @param json the answer's body; anything where it is no error object
     * @param what the subject or id that was asked about
     */
    static SchemaRegistryException from(RegistryTransport.Answer answer, Value json, String what) {
        var code = answer.status();
        var said = "";
        if (json instanceof Value.Dict error) {
            code = error.get("error_code") instanceof Value.Int number ? (int) number.value() : code;
            said = error.get("message") instanceof Value.Text text ? text.value() : "";
        }
        var quote = said.isEmpty() ? "" : " (it says: " + said.substring(0, Math.min(MAX_QUOTE, said.length())) + ")";
        var message = what + ", schema registry " + answer.url() + ": " + advice(answer.status(), code) + quote;
        return new SchemaRegistryException(answer.status(), code, message);
    }

    private static String advice(int status, int code) {
        return switch (code) {
            case 40401 -> "there is no such subject: register its schema with 'orchestrator topics apply'";
            case 40402 -> "the subject has no such version";
            case 40403 ->
                "there is no such schema: register it with 'orchestrator topics apply', or set"
                        + " auto.register.schemas=true; check that readers and writers use the same registry";
            case 409 ->
                "the schema is incompatible with an earlier version: give new fields defaults, remove none without a"
                        + " default";
            case 42201 -> "the registry does not accept the schema as valid";
            case 42202 -> "the version is not valid";
            case 42203 -> "the compatibility level is not valid: use BACKWARD_TRANSITIVE, FULL, NONE and so on";
            default -> byStatus(status);
        };
    }

    private static String byStatus(int status) {
        return switch (status) {
            case 401 -> "the credentials are missing or wrong: set basic.auth.user.info";
            case 403 -> "the credentials do not allow this: ask the registry's operator";
            case 404 ->
                "there is nothing at this address: check schema.registry.url (Apicurio's ends in /apis/ccompat/v7)";
            case 429 -> "it is overloaded: try again later";
            default ->
                status >= 500
                        ? "it failed with HTTP status " + status + ": see its log"
                        : "it refused with HTTP status " + status;
        };
    }
}
