package io.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A registry as a plain HTTP client sees it. */
final class RegistryHttp {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String url;

    RegistryHttp(String url) {
        this.url = url;
    }

    /** @param json the body, a missing node where it is empty */
    record Answer(int status, JsonNode json) {

        int errorCode() {
            return json.path("error_code").asInt();
        }
    }

    Answer get(String path) {
        return call("GET", path, "");
    }

    Answer delete(String path) {
        return call("DELETE", path, "");
    }

    Answer post(String path, JsonNode body) {
        return call("POST", path, body.toString());
    }

    Answer put(String path, String field, String value) {
        return call("PUT", path, MAPPER.createObjectNode().put(field, value).toString());
    }

    /** Registers and gives the id. */
    int register(String subject, String schema) {
        var answer = post("/subjects/" + subject + "/versions", body(schema));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().get("id").asInt();
    }

    static JsonNode body(String schema) {
        return MAPPER.createObjectNode().put("schema", schema);
    }

    /** A schema that uses a type of another subject. */
    static JsonNode body(String schema, String name, String subject) {
        var body = MAPPER.createObjectNode().put("schema", schema);
        body.putArray("references")
                .addObject()
                .put("name", name)
                .put("subject", subject)
                .put("version", 1);
        return body;
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Answer call(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return send(request);
    }

    static Answer send(HttpRequest request) {
        try {
            var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), json(response.body()));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
