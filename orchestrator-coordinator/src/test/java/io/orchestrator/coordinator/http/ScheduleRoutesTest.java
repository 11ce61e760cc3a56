package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkflowDefinition;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Schedules over HTTP. */
@Timeout(60)
class ScheduleRoutesTest {

    private static final String ONE = "/v1/schedules/{id}";

    private final ApiRig api = new ApiRig();

    @BeforeEach
    void publish() {
        api.backend.definitions.put("hello@1.0.0", new WorkflowDefinition("hello", "1.0.0", ApiRig.HELLO, 1, ""));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private HttpResponse<String> put(String id, String body) {
        return api.exchange("PUT", ONE, "/v1/schedules/" + id, body);
    }

    private HttpResponse<String> act(String id, String verb) {
        return api.exchange("POST", ONE + ":" + verb, "/v1/schedules/" + id + ":" + verb, "{}");
    }

    @Test
    void keepsAScheduleAndTellsHowFarItIs() {
        var answer = put("nightly", "{\"workflow\": \"hello\", \"cron\": \"0 3 * * *\", \"inputs\": {\"n\": 1}}");

        assertThat(answer.statusCode()).isEqualTo(200);
        var shown = ApiRig.json(api.get(ONE, "/v1/schedules/nightly"));
        assertThat(shown).isEqualTo(ApiRig.json(answer));
        assertThat(shown.get("inputs")).isEqualTo(Json.parse("{\"n\": 1}"));
        assertThat(ApiRig.text(shown, "next_at")).isEqualTo("1970-01-01T00:00:01Z");
        assertThat(api.get(ONE, "/v1/schedules/daily").statusCode()).isEqualTo(404);
    }

    @Test
    void saysSoWhenNoCoordinatorTakesItInTime() {
        api.backend.takes = false;

        assertThat(put("nightly", "{\"workflow\": \"hello\", \"every\": \"1h\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void refusesWithEveryProblemAtOnce() {
        var answer = put("nightly", "{\"workflow\": \"hello\", \"cron\": \"61 * * * *\", \"time_zone\": \"Berlin\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(ApiRig.json(answer).get("problems"))
                .isInstanceOfSatisfying(
                        Value.Array.class,
                        problems -> assertThat(problems.items()).hasSize(2));
        assertThat(put("nightly", "{\"workflow\": \"nobody\", \"every\": \"1h\"}")
                        .body())
                .contains("UNKNOWN_WORKFLOW", "did you mean 'hello'?");
        assertThat(api.backend.schedules).isEmpty();
    }

    @Test
    void refusesSensitiveInputsBecauseSchedulesAreKeptAsTheyAreWritten() {
        var document = ApiRig.HELLO.replace("steps:", "inputs: {pin: {type: string, sensitive: true}}\nsteps:");
        api.backend.definitions.put("hello@1.0.0", new WorkflowDefinition("hello", "1.0.0", document, 1, ""));

        var answer = put("nightly", "{\"workflow\": \"hello\", \"every\": \"1h\", \"inputs\": {\"pin\": \"1234\"}}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("inputs.pin is sensitive").doesNotContain("1234");
    }

    @Test
    void pausesResumesAndDeletes() {
        put("nightly", "{\"workflow\": \"hello\", \"every\": \"1h\"}");

        var paused = ApiRig.json(act("nightly", "pause"));
        var resumed = ApiRig.json(act("nightly", "resume"));
        var deleted = api.exchange("DELETE", ONE, "/v1/schedules/nightly", "");

        assertThat(ApiRig.text(paused, "state")).isEqualTo("paused");
        assertThat(ApiRig.text(resumed, "state")).isEqualTo("active");
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(act("nightly", "pause").statusCode()).isEqualTo(404);
        assertThat(api.exchange("DELETE", ONE, "/v1/schedules/nightly", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void beginsAJobNowWhenTriggered() {
        put("nightly", "{\"workflow\": \"hello\", \"every\": \"1h\", \"labels\": {\"team\": \"a\"}}");

        var answer = act("nightly", "trigger");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(api.backend.submitted).singleElement().satisfies(request -> {
            assertThat(request.jobId()).startsWith("nightly-").isEqualTo(ApiRig.text(ApiRig.json(answer), "job_id"));
            assertThat(request.labels()).containsEntry("schedule", "nightly").containsEntry("team", "a");
        });
    }

    @Test
    void listsByIdPageByPage() {
        for (String id : new String[] {"c", "a", "b"}) {
            put(id, "{\"workflow\": \"hello\", \"every\": \"1h\"}");
        }

        var first = ApiRig.json(api.get("/v1/schedules", "/v1/schedules?limit=2"));
        var second = ApiRig.json(api.get("/v1/schedules", "/v1/schedules?limit=2&after=b"));

        assertThat(first.get("next")).isEqualTo(Value.of("b"));
        assertThat(second.get("next")).isEqualTo(Value.Null.NULL);
        assertThat(second.get("schedules"))
                .isInstanceOfSatisfying(
                        Value.Array.class, page -> assertThat(page.items()).hasSize(1));
    }
}
