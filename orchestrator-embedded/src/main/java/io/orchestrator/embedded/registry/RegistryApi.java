package io.orchestrator.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Confluent's REST interface: which path does what, and what it answers. Thread-safe: calls are served one at a time,
 * since clients cache what they learn.
 */
public final class RegistryApi implements AutoCloseable {

    private interface Handler {
        JsonNode answer(RegistryCall call, List<String> arguments);
    }

    /** @param pattern path segments; {@code {}} takes any one as an argument */
    private record Route(String method, List<String> pattern, Handler handler) {

        Optional<List<String>> match(List<String> segments) {
            if (segments.size() != pattern.size()) {
                return Optional.empty();
            }
            var arguments = new ArrayList<String>();
            for (int i = 0; i < pattern.size(); i++) {
                if (pattern.get(i).equals("{}")) {
                    arguments.add(segments.get(i));
                } else if (!pattern.get(i).equals(segments.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(arguments);
        }
    }

    private final Ledger ledger;
    private final Registry registry;
    private final RegistryPolicies policies;
    private final List<Route> routes = new ArrayList<>();
    private final ReentrantLock turn = new ReentrantLock();

    private RegistryApi(RegistryLog log) {
        this.ledger = new Ledger(log);
        this.registry = new Registry(ledger);
        this.policies = new RegistryPolicies(ledger);
        add("GET", "/", (call, none) -> RegistryJson.object());
        addSubjects();
        addSchemas();
        addCompatibility();
        addLevels();
        addModes();
    }

    /** A registry that forgets when it is closed. */
    public static RegistryApi inMemory() {
        return new RegistryApi(new MemoryLog());
    }

    /**
     * A registry in a compacted topic, which is created where it is missing and read to its end.
     *
     * @throws StorageException where that fails
     */
    public static RegistryApi onTopic(String bootstrapServers, String topic) {
        var api = new RegistryApi(new TopicLog(bootstrapServers, topic));
        try {
            api.ledger.state();
            return api;
        } catch (RuntimeException e) {
            api.close();
            throw e;
        }
    }

    /**
     * The JSON of the answer to an accepted call, for status 200.
     *
     * @throws RegistryError where the call is refused
     */
    public byte[] answer(RegistryCall call) {
        turn.lock();
        try {
            return RegistryJson.write(route(call));
        } catch (StorageException e) {
            throw RegistryError.storeFailed(e);
        } finally {
            turn.unlock();
        }
    }

    private JsonNode route(RegistryCall call) {
        var pathKnown = false;
        for (var route : routes) {
            var arguments = route.match(call.segments());
            if (arguments.isPresent() && route.method().equals(call.method())) {
                return route.handler().answer(call, arguments.get());
            }
            pathKnown |= arguments.isPresent();
        }
        var path = "/" + String.join("/", call.segments());
        throw pathKnown ? RegistryError.wrongMethod(call.method(), path) : RegistryError.noSuchPath(path);
    }

    @Override
    public void close() {
        turn.lock();
        try {
            ledger.close();
        } finally {
            turn.unlock();
        }
    }

    private void add(String method, String path, Handler handler) {
        var pattern = Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
        routes.add(new Route(method, pattern, handler));
    }

    private void addSubjects() {
        add(
                "GET",
                "/subjects",
                (call, none) -> RegistryJson.list(
                        registry.subjects(call.query().getOrDefault("subjectPrefix", ""), call.scope())));
        add(
                "POST",
                "/subjects/{}",
                (call, a) -> RegistryJson.version(
                        registry.lookup(a.getFirst(), call.schema(), call.references(), call.scope())));
        add(
                "DELETE",
                "/subjects/{}",
                (call, a) -> RegistryJson.list(registry.deleteSubject(a.getFirst(), call.deletion())));
        add(
                "GET",
                "/subjects/{}/versions",
                (call, a) -> RegistryJson.list(registry.versions(a.getFirst(), call.scope()).stream()
                        .map(StoredSchema::version)
                        .toList()));
        add(
                "POST",
                "/subjects/{}/versions",
                (call, a) -> RegistryJson.object()
                        .put("id", registry.register(a.getFirst(), call.schema(), call.references())));
        add("GET", "/subjects/{}/versions/{}", (call, a) -> RegistryJson.version(version(call, a)));
        add("GET", "/subjects/{}/versions/{}/schema", (call, a) -> RegistryJson.schemaText(version(call, a)));
        add(
                "GET",
                "/subjects/{}/versions/{}/referencedby",
                (call, a) -> RegistryJson.list(registry.referencedBy(a.getFirst(), VersionNumber.parse(a.get(1)))));
        add(
                "DELETE",
                "/subjects/{}/versions/{}",
                (call, a) -> RegistryJson.number(
                        registry.deleteVersion(a.getFirst(), VersionNumber.parse(a.get(1)), call.deletion())));
    }

    private StoredSchema version(RegistryCall call, List<String> arguments) {
        return registry.version(arguments.getFirst(), VersionNumber.parse(arguments.get(1)), call.scope());
    }

    private void addSchemas() {
        add("GET", "/schemas/types", (call, none) -> RegistryJson.list(List.of("AVRO")));
        add("GET", "/schemas/ids/{}", (call, a) -> {
            var schema = registry.byId(id(a.getFirst()));
            return RegistryJson.putReferences(RegistryJson.object(), schema).put("schema", schema.text());
        });
        add("GET", "/schemas/ids/{}/schema", (call, a) -> RegistryJson.schemaText(registry.byId(id(a.getFirst()))));
        add(
                "GET",
                "/schemas/ids/{}/subjects",
                (call, a) -> RegistryJson.list(registry.usesOf(id(a.getFirst()), call.scope()).stream()
                        .map(StoredSchema::subject)
                        .distinct()
                        .toList()));
        add(
                "GET",
                "/schemas/ids/{}/versions",
                (call, a) -> RegistryJson.list(registry.usesOf(id(a.getFirst()), call.scope()).stream()
                        .map(schema -> RegistryJson.object()
                                .put("subject", schema.subject())
                                .put("version", schema.version()))
                        .toList()));
    }

    private static int id(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RegistryError.noSuchPath("/schemas/ids/" + text);
        }
    }

    private void addCompatibility() {
        add(
                "POST",
                "/compatibility/subjects/{}/versions",
                (call, a) -> verdict(call, registry.check(a.getFirst(), call.schema(), call.references())));
        add(
                "POST",
                "/compatibility/subjects/{}/versions/{}",
                (call, a) -> verdict(
                        call,
                        registry.checkAgainst(
                                a.getFirst(), VersionNumber.parse(a.get(1)), call.schema(), call.references())));
    }

    private static JsonNode verdict(RegistryCall call, List<String> problems) {
        var verdict = RegistryJson.object().put("is_compatible", problems.isEmpty());
        if (call.asks("verbose")) {
            verdict.set("messages", RegistryJson.list(problems));
        }
        return verdict;
    }

    private void addLevels() {
        add("GET", "/config", (call, none) -> level(policies.level()));
        add("PUT", "/config", (call, none) -> newLevel(policies.setLevel(call.text("compatibility"))));
        add("DELETE", "/config", (call, none) -> level(policies.resetLevel()));
        add("GET", "/config/{}", (call, a) -> level(policies.level(a.getFirst(), call.fallback())));
        add("PUT", "/config/{}", (call, a) -> newLevel(policies.setLevel(a.getFirst(), call.text("compatibility"))));
        add("DELETE", "/config/{}", (call, a) -> level(policies.resetLevel(a.getFirst())));
    }

    private static JsonNode level(CompatibilityLevel level) {
        return RegistryJson.object().put("compatibilityLevel", level.name());
    }

    private static JsonNode newLevel(CompatibilityLevel level) {
        return RegistryJson.object().put("compatibility", level.name());
    }

    private void addModes() {
        add("GET", "/mode", (call, none) -> mode(policies.mode()));
        add("PUT", "/mode", (call, none) -> mode(policies.setMode(call.text("mode"))));
        add("GET", "/mode/{}", (call, a) -> mode(policies.mode(a.getFirst(), call.fallback())));
        add("PUT", "/mode/{}", (call, a) -> mode(policies.setMode(a.getFirst(), call.text("mode"))));
        add("DELETE", "/mode/{}", (call, a) -> mode(policies.resetMode(a.getFirst())));
    }

    private static JsonNode mode(RegistryMode mode) {
        return RegistryJson.object().put("mode", mode.name());
    }
}
