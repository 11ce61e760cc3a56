package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for all routes. */
@Timeout(60)
class ApiServerTest {

    private final ApiRig api = new ApiRig();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void tellsWhetherItLivesAndIsReady() {
        assertThat(api.get("/livez", "/livez").statusCode()).isEqualTo(200);
        assertThat(api.get("/readyz", "/readyz").statusCode()).isEqualTo(200);
        assertThat(api.get("/metrics", "/metrics").body()).isEqualTo("orchestrator_up 1.0\n");
        assertThat(ApiRig.json(api.get("/openapi.json", "/openapi.json")).get("openapi"))
                .isEqualTo(Value.of("3.1.0"));

        assertThat(ApiRig.json(api.get("/readyz", "/readyz")).get("job_index")).isEqualTo(Value.of("ready"));

        api.backend.searchNotReady = "3 of 5 records are to be read";

        assertThat(api.get("/readyz", "/readyz").statusCode()).isEqualTo(200);
        assertThat(api.get("/readyz", "/readyz").body()).contains("3 of 5 records are to be read");

        api.backend.live = false;
        api.backend.notReady = "it is being restored";

        assertThat(api.get("/livez", "/livez").statusCode()).isEqualTo(503);
        assertThat(api.get("/readyz", "/readyz").body()).contains("it is being restored");
    }

    @Test
    void refusesWhatABrowserSendsAcrossOrigins() {
        var answer = api.post("/v1/jobs", "/v1/jobs", "text/plain", "{\"workflow\":\"hello\"}");

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void refusesRequestThatNamesAnotherHost() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.getOutputStream()
                    .write("GET /v1/jobs HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 403").contains("evil.example");
        }
    }

    @Test
    void refusesBodyThatIsTooLargeOrNoJson() {
        var large = api.post("/v1/jobs", "/v1/jobs", "application/json", "x".repeat(Request.MAX_BODY_BYTES + 1));
        var broken = api.post("/v1/jobs", "/v1/jobs", "application/json", "{\"workflow\":");

        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(ApiRig.text(ApiRig.json(broken), "detail")).contains("line 1");
    }

    @Test
    void answersWithAProblemWhenThereIsNoSuchRoute() {
        var missing = api.send("GET", "/v2/jobs", "", "");
        var wrong = api.send("DELETE", "/v1/jobs", "", "");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Content-Type")).contains(Problem.CONTENT_TYPE);
    }
}
