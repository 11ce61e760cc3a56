package io.orchestrator.cli.stack;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where a running stack answers.
 *
 * @param pid the process
 * @param bootstrap {@code host:port} of the broker
 * @param registry URL of the schema registry
 * @param http URL of the coordinator's HTTP API; empty where it has none
 * @param complete whether jobs run there; false where only the data is served for a moment
 */
public record Addresses(long pid, String bootstrap, String registry, String http, boolean complete) {

    String toJson() {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("pid", Value.of(pid));
        fields.put("bootstrap", Value.of(bootstrap));
        fields.put("registry", Value.of(registry));
        fields.put("http", Value.of(http));
        fields.put("complete", Value.of(complete));
        return Json.writePretty(Value.of(fields));
    }

    /** Empty where the text is no such object, for example because it is being written. */
    static Optional<Addresses> parse(String json) {
        try {
            var fields = Json.parseDict(json);
            return fields.get("pid") instanceof Value.Int pid
                    ? Optional.of(new Addresses(
                            pid.value(),
                            text(fields, "bootstrap"),
                            text(fields, "registry"),
                            text(fields, "http"),
                            Value.Bool.TRUE.equals(fields.get("complete"))))
                    : Optional.empty();
        } catch (Json.InvalidJsonException e) {
            return Optional.empty();
        }
    }

    private static String text(Value.Dict fields, String name) {
        return fields.get(name) instanceof Value.Text text ? text.value() : "";
    }

    /** The same servers, with a coordinator and a worker. */
    Addresses running(String api) {
        return new Addresses(pid, bootstrap, registry, api, true);
    }

    boolean alive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Runs the action when the process ends, on a thread of its own; at once where it has ended. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    public void onEnd(Runnable action) {
        if (pid != ProcessHandle.current().pid()) {
            ProcessHandle.of(pid)
                    .map(ProcessHandle::onExit)
                    .orElseGet(() -> CompletableFuture.completedFuture(null))
                    .thenRun(action);
        }
    }
}
