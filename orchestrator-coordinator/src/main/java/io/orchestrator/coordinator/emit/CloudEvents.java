package io.orchestrator.coordinator.emit;

import io.orchestrator.coordinator.wire.EmitWire.Emit;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Records as CloudEvents 1.0 has them on Kafka in its binary mode: what the event is in headers, its data as the value. The
 * author's headers come before ours.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding for CloudEvents</a>
 */
final class CloudEvents {

    private CloudEvents() {}

    /** @param payload the emitted record's, with everything that it stands for */
    static ProducerRecord<String, byte[]> record(Emit emit, Value payload) {
        var emitted = emit.emitted();
        var task = emit.command().task();
        var headers = new RecordHeaders();
        headers(emit).forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(
                emitted.topic(),
                null,
                emitted.key().isEmpty() ? task.jobId() : emitted.key(),
                Json.write(payload).getBytes(StandardCharsets.UTF_8),
                headers);
    }

    private static Map<String, String> headers(Emit emit) {
        var emitted = emit.emitted();
        var task = emit.command().task();
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", task.commandId());
        headers.put("ce_source", "/jobs/" + task.jobId());
        headers.put("ce_type", emitted.event().isEmpty() ? emitted.topic() : emitted.event());
        headers.put("ce_subject", task.step());
        headers.put(
                "ce_time", Instant.ofEpochMilli(emit.command().dispatchedAtMs()).toString());
        headers.put("content-type", "application/json");
        emitted.headers()
                .entries()
                .forEach((name, value) ->
                        headers.put(name, value instanceof Value.Text text ? text.value() : Json.write(value)));
        return headers;
    }
}
