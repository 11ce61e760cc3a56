package io.orchestrator.coordinator.http;

import io.orchestrator.compile.Compilation;
import io.orchestrator.compile.Dialect;
import io.orchestrator.compile.Report;
import io.orchestrator.model.Finding;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.query.PageRequest;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Publishing and reading workflows. */
final class WorkflowRoutes {

    private static final String FILE = "workflow";
    private static final String DIALECT = "dialect";
    private static final String STRICT = "strict";

    private final Backend backend;
    private final InstantSource clock;

    WorkflowRoutes(Backend backend, InstantSource clock) {
        this.backend = backend;
        this.clock = clock;
    }

    /** 201 with id, version and warnings; 200 where the same text is published already. */
    Reply publish(Request request) {
        var sent = sent(request);
        var document = sent.document();
        var compilation = sent.compilation();
        if (!compilation.ok()) {
            throw broken(compilation);
        }
        var plan = compilation.plan().orElseThrow();
        var published = backend.workflow(plan.key());
        if (published.isPresent()) {
            if (!published.get().document().equals(document)) {
                throw Problem.conflict("workflow " + plan.key()
                        + " is published with another text; a published version never changes: raise its version");
            }
            return reply(200, published.get(), compilation);
        }
        var by = request.header("X-Actor").orElse("");
        var definition = new WorkflowDefinition(plan.id(), plan.version(), document, clock.millis(), by);
        backend.publish(definition);
        return reply(201, definition, compilation).with("Location", "/v1/workflows/" + definition.key());
    }

    private static Reply reply(int status, WorkflowDefinition definition, Compilation compilation) {
        var fields = new LinkedHashMap<>(Shapes.definition(definition).entries());
        fields.put("findings", Report.findings(compilation.findings()));
        return Reply.json(status, Value.of(fields));
    }

    private static Problem broken(Compilation compilation) {
        var errors = compilation.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        var detail =
                "the workflow has " + errors + (errors == 1 ? " error" : " errors") + "; correct what findings say";
        var lines = compilation.findings().stream()
                .map(finding -> finding.format(FILE))
                .toList();
        return Problem.unprocessable(detail, lines).with("findings", Report.findings(compilation.findings()));
    }

    /** 200 whatever the document is: the answer is whether it is valid. */
    Reply validate(Request request) {
        return Reply.json(200, Report.of(sent(request).compilation()));
    }

    /**
     * What is to be published or checked.
     *
     * @param document says its language itself where the query does
     * @param compilation with the places of the text that was sent
     */
    private record Sent(String document, Compilation compilation) {}

    private Sent sent(Request request) {
        request.onlyQuery(Set.of(DIALECT, STRICT));
        var text = request.document();
        var document = request.query(DIALECT)
                .map(word -> Dialect.declare(text, dialect(word)))
                .orElse(text);
        var compilation = backend.compile(document).movedUp(lines(document) - lines(text));
        return new Sent(document, request.flag(STRICT) ? compilation.strict() : compilation);
    }

    private static Dialect dialect(String word) {
        return Dialect.parse(word)
                .orElseThrow(() -> Problem.badRequest(
                        "there is no dialect '" + word + "'; known are " + String.join(", ", Dialect.WORDS)));
    }

    private static int lines(String text) {
        return (int) text.chars().filter(character -> character == '\n').count();
    }

    Reply list(Request request) {
        request.onlyQuery(Set.of("limit", "after"));
        var limit = request.query("limit", PageRequest.DEFAULT_LIMIT, 1, PageRequest.MAX_LIMIT);
        var after = request.query("after").orElse("");
        var page = backend.workflows().stream()
                .filter(definition -> definition.key().compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        var shown = page.subList(0, Math.min(limit, page.size()));
        var fields = new LinkedHashMap<String, Value>();
        fields.put("workflows", Value.of(shown.stream().map(Shapes::definition).toList()));
        fields.put("next", page.size() > limit ? Value.of(shown.getLast().key()) : Value.Null.NULL);
        return Reply.json(200, Value.of(fields));
    }

    Reply show(Request request) {
        request.onlyQuery(Set.of());
        var reference = request.path("id");
        var definition = backend.workflow(reference)
                .orElseThrow(() -> Problem.notFound(
                        "no workflow '" + reference + "' is published; GET /v1/workflows lists what is"));
        var fields = new LinkedHashMap<>(Shapes.definition(definition).entries());
        fields.put("versions", Value.of(versions(definition.id())));
        fields.put("document", Value.of(definition.document()));
        return Reply.json(200, Value.of(fields));
    }

    private List<Value> versions(String id) {
        return backend.workflows().stream()
                .filter(definition -> definition.id().equals(id))
                .<Value>map(definition -> Value.of(definition.version()))
                .toList();
    }
}
