package io.orchestrator.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a workflow writes to a topic of its users'.
 *
 * @param topic where to
 * @param key of the record; empty is the job's id
 * @param event the kind of event that it tells of; empty is the topic's name
 * @param headers name to value; other values than texts are written as JSON
 * @param payload written as JSON
 */
public record EmittedRecord(String topic, String key, String event, Value.Dict headers, Value payload) {

    /** The queue that events name for such steps; no worker serves it. */
    public static final String QUEUE = "emits";

    private static final String TOOL = "emit";
    private static final String TOPIC = "topic";
    private static final String KEY = "key";
    private static final String EVENT = "event";
    private static final String HEADERS = "headers";
    private static final String PAYLOAD = "payload";

    /** As a command bears it. */
    public Call.Tool call() {
        var parameters = new LinkedHashMap<String, Value>();
        parameters.put(TOPIC, Value.of(topic));
        parameters.put(KEY, Value.of(key));
        parameters.put(EVENT, Value.of(event));
        parameters.put(HEADERS, headers);
        parameters.put(PAYLOAD, payload);
        return new Call.Tool(TOOL, "", Value.of(parameters));
    }

    /**
     * Of a command.
     *
     * @throws IllegalArgumentException where it wants something else
     */
    public static EmittedRecord of(Call call) {
        if (!(call instanceof Call.Tool tool) || !tool.tool().equals(TOOL)) {
            throw new IllegalArgumentException("the command is to emit nothing");
        }
        return of(tool.parameters());
    }

    private static EmittedRecord of(Value.Dict parameters) {
        var headers = parameters.get(HEADERS);
        var payload = parameters.get(PAYLOAD);
        if (!(headers instanceof Value.Dict names) || payload == null) {
            throw new IllegalArgumentException("a record to emit has headers and a payload");
        }
        return new EmittedRecord(
                text(parameters, TOPIC), text(parameters, KEY), text(parameters, EVENT), names, payload);
    }

    private static String text(Value.Dict parameters, String name) {
        if (parameters.get(name) instanceof Value.Text text) {
            return text.value();
        }
        throw new IllegalArgumentException("a record to emit has a " + name + ", a text");
    }

    /** What the step's result says of a record that was written. */
    public Value.Dict result(int partition, long offset) {
        return Value.of(Map.of("topic", Value.of(topic), "partition", Value.of(partition), "offset", Value.of(offset)));
    }
}
