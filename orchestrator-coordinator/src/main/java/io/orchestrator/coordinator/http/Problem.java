package io.orchestrator.coordinator.http;

import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;

/** A request that is not done, as a problem document (RFC 9457). */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String CONTENT_TYPE = "application/problem+json";

    private final int status;
    private final String title;
    private final transient Value.Dict extensions;

    /**
     * @param status the HTTP status
     * @param title the kind of problem, the same for all of its kind
     * @param detail what is wrong here and what to do
     * @param extensions further fields
     */
    private Problem(int status, String title, String detail, Value.Dict extensions) {
        super(detail);
        this.status = status;
        this.title = title;
        this.extensions = extensions;
    }

    static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, Value.EMPTY);
    }

    static Problem badRequest(String detail) {
        return of(400, "Bad request", detail);
    }

    static Problem notFound(String detail) {
        return of(404, "Not found", detail);
    }

    static Problem conflict(String detail) {
        return of(409, "Conflict", detail);
    }

    static Problem unavailable(String detail) {
        return of(503, "Unavailable", detail);
    }

    /** It was understood and cannot be run: every problem, one line each. */
    static Problem unprocessable(String detail, List<String> problems) {
        var lines = Value.of(problems.stream().map(Value::of).toList());
        return new Problem(422, "Cannot be run", detail, Value.EMPTY.with("problems", lines));
    }

    /** This problem with one more field. */
    Problem with(String field, Value value) {
        return new Problem(status, title, String.valueOf(getMessage()), extensions.with(field, value));
    }

    int status() {
        return status;
    }

    Reply reply(String path) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("type", Value.of("about:blank"));
        fields.put("title", Value.of(title));
        fields.put("status", Value.of(status));
        fields.put("detail", Value.of(String.valueOf(getMessage())));
        fields.put("instance", Value.of(path));
        fields.putAll(extensions.entries());
        return Reply.json(status, Value.of(fields)).as(CONTENT_TYPE);
    }
}
