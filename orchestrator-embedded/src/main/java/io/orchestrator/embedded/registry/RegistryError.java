package io.orchestrator.embedded.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refused call: HTTP status, Confluent's error code and a message for the caller. */
public final class RegistryError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    private RegistryError(int status, int code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
    }

    /** Codes of five digits begin with their HTTP status. */
    private static RegistryError of(int code, String message) {
        return new RegistryError(code > 999 ? code / 100 : code, code, message, null);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The JSON of the answer: {@code error_code} and {@code message}. */
    public byte[] body() {
        return RegistryJson.write(RegistryJson.object().put("error_code", code).put("message", getMessage()));
    }

    public static RegistryError unauthorized() {
        return of(40101, "Unauthorized: send the user and password of this registry (basic.auth.user.info)");
    }

    static RegistryError noSuchPath(String path) {
        return of(404, "HTTP 404 Not Found: " + path);
    }

    static RegistryError wrongMethod(String method, String path) {
        return of(405, "HTTP 405 Method Not Allowed: " + method + " " + path);
    }

    static RegistryError tooLarge(int limitBytes) {
        return of(413, "The request body is larger than " + limitBytes + " bytes");
    }

    static RegistryError badRequest(String message) {
        return of(400, message);
    }

    static RegistryError subjectNotFound(String subject) {
        return of(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError versionNotFound(int version) {
        return of(40402, "Version " + version + " not found.");
    }

    static RegistryError schemaNotFound() {
        return of(40403, "Schema not found");
    }

    static RegistryError idNotFound(int id) {
        return of(40403, "Schema " + id + " not found");
    }

    static RegistryError subjectSoftDeleted(String subject) {
        return of(40404, "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
    }

    static RegistryError subjectNotSoftDeleted(String subject) {
        return of(40405, "Subject '" + subject + "' was not deleted first before being permanently deleted");
    }

    static RegistryError versionSoftDeleted(String subject, int version) {
        return of(
                40406,
                "Subject '" + subject + "' Version " + version
                        + " was soft deleted. Set permanent=true to delete permanently");
    }

    static RegistryError versionNotSoftDeleted(String subject, int version) {
        return of(
                40407,
                "Subject '" + subject + "' Version " + version
                        + " was not deleted first before being permanently deleted");
    }

    static RegistryError noSubjectLevel(String subject) {
        return of(40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
    }

    static RegistryError noSubjectMode(String subject) {
        return of(40409, "Subject '" + subject + "' does not have subject-level mode configured");
    }

    static RegistryError incompatible(String subject, List<String> problems) {
        return of(
                409,
                "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                        + "\", details: " + problems);
    }

    static RegistryError invalidSchema(String details) {
        return of(42201, "Invalid schema: " + details);
    }

    static RegistryError invalidVersion(String version) {
        return of(
                42202,
                "The specified version '" + version + "' is not a valid version id. Allowed values are between"
                        + " [1, 2^31-1] and the string \"latest\"");
    }

    static RegistryError invalidLevel(String level) {
        return of(
                42203,
                "Invalid compatibility level '" + level + "'. Valid values are "
                        + List.of(CompatibilityLevel.values()));
    }

    static RegistryError invalidMode(String mode) {
        return of(42204, "Invalid mode '" + mode + "'. Valid values are " + List.of(RegistryMode.values()));
    }

    static RegistryError readOnly(String subject) {
        return of(42205, "Subject '" + subject + "' is in read-only mode");
    }

    static RegistryError referenced(String subject, int version) {
        return of(
                42206, "One or more references exist to the schema {subject=" + subject + ",version=" + version + "}");
    }

    static RegistryError storeFailed(StorageException cause) {
        return new RegistryError(500, 50001, "Error in the backend data store: " + cause.getMessage(), cause);
    }

    /** A bug met while a call was served. */
    public static RegistryError unexpected(RuntimeException cause) {
        return new RegistryError(500, 500, "Internal server error: " + cause, cause);
    }
}
