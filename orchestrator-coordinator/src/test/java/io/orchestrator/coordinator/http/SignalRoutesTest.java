package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.OutsideSignal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signals that name no job, over HTTP. */
@Timeout(60)
class SignalRoutesTest {

    private final ApiRig api = new ApiRig();

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> send(String body) {
        return api.post("/v1/signals", "/v1/signals", "application/json", body);
    }

    @Test
    void sendsASignalAndTellsItsId() {
        var named = send("{\"name\": \"paid\", \"key\": \"4711\", \"payload\": {\"amount\": 7}, \"id\": \"n-1\","
                + " \"ttl\": \"10m\", \"actor\": \"shop\"}");
        var made = send("{\"name\": \"paid\", \"key\": \"4711\"}");

        assertThat(named.statusCode()).isEqualTo(202);
        assertThat(ApiRig.text(ApiRig.json(named), "id")).isEqualTo("n-1");
        assertThat(api.backend.signals)
                .first()
                .satisfies(signal -> assertThat(signal)
                        .isEqualTo(new OutsideSignal(
                                "n-1",
                                "paid",
                                "4711",
                                Json.parse("{\"amount\": 7}"),
                                600_000,
                                "shop",
                                signal.sentAtMs())));
        assertThat(api.backend.signals).last().satisfies(signal -> {
            assertThat(signal.id()).isEqualTo(ApiRig.text(ApiRig.json(made), "id"));
            assertThat(signal.ttlMs()).isEqualTo(OutsideSignal.DEFAULT_TTL_MS);
        });
    }

    @Test
    void refusesWhatNobodyCouldWaitFor() {
        assertThat(send("{\"name\": \"a/b\", \"key\": \"\"}").body())
                .contains("the name must have", "the key must have");
        assertThat(send("{\"name\": \"a\", \"key\": \"b\", \"ttl\": \"30d\"}").statusCode())
                .isEqualTo(400);
        assertThat(send("{\"name\": \"a\", \"key\": \"b\", \"ttl\": \"soon\"}").body())
                .contains("for example 10m");
        assertThat(send("{\"name\": \"a\", \"key\": \"b\", \"value\": 1}").body())
                .contains("unknown fields [value]");
        assertThat(api.backend.signals).isEmpty();
    }
}
