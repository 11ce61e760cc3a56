package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Value;
import io.orchestrator.model.WorkflowDefinition;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishing, checking and listing workflows. */
@Timeout(60)
class WorkflowRoutesTest {

    private final ApiRig api = new ApiRig();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void publishesWorkflowAndShowsIt() {
        var published = api.post("/v1/workflows", "/v1/workflows", "application/yaml", ApiRig.HELLO);
        var shown = api.get("/v1/workflows/{id}", "/v1/workflows/hello@1.0.0");

        assertThat(published.statusCode()).isEqualTo(201);
        assertThat(published.headers().firstValue("Location")).contains("/v1/workflows/hello@1.0.0");
        assertThat(ApiRig.json(published).get("version")).isEqualTo(Value.of("1.0.0"));
        assertThat(ApiRig.json(shown).get("document")).isEqualTo(Value.of(ApiRig.HELLO));
        assertThat(ApiRig.json(shown).get("versions")).isEqualTo(Value.of(List.of(Value.of("1.0.0"))));
    }

    @Test
    void answersOkWhenTheSameTextIsPublishedAgainAndConflictWhenItDiffers() {
        api.post("/v1/workflows", "/v1/workflows", "application/yaml", ApiRig.HELLO);

        var same = api.post("/v1/workflows", "/v1/workflows", "application/yaml", ApiRig.HELLO);
        var other = api.post(
                "/v1/workflows", "/v1/workflows", "application/yaml", ApiRig.HELLO.replace("hello.txt", "b.txt"));

        assertThat(same.statusCode()).isEqualTo(200);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(ApiRig.json(other).get("detail")).asString().contains("raise its version");
    }

    @Test
    void refusesWorkflowWithItsFindingsWhenItIsBroken() {
        var answer = api.post(
                "/v1/workflows",
                "/v1/workflows",
                "application/yaml",
                ApiRig.HELLO.replace("tool: filesystem", "tool: filesytem"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"line\":6").contains("filesystem");
        assertThat(api.backend.definitions).isEmpty();
    }

    @Test
    void saysWhetherWorkflowIsValidWithoutPublishing() {
        var good = api.post("/v1/workflows:validate", "/v1/workflows:validate", "application/yaml", ApiRig.HELLO);
        var bad = api.post("/v1/workflows:validate", "/v1/workflows:validate", "application/yaml", "steps: 7");

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(ApiRig.json(good).get("valid")).isEqualTo(Value.of(true));
        assertThat(ApiRig.json(bad).get("valid")).isEqualTo(Value.of(false));
        assertThat(api.backend.definitions).isEmpty();
    }

    @Test
    void readsTheDocumentInTheLanguageThatTheQueryNames() {
        var plan = "[{\"callable\": \"tools.echo\", \"arguments\": {\"text\": \"hi\"}}]";
        var known = api.post(
                "/v1/workflows:validate",
                "/v1/workflows:validate?dialect=pipeline",
                "application/yaml",
                ApiRig.HELLO.replace("tool: filesystem", "tool: filesytem"));
        var other =
                api.post("/v1/workflows:validate", "/v1/workflows:validate?dialect=nonsense", "application/json", plan);
        var published = api.post("/v1/workflows", "/v1/workflows?dialect=pipeline", "application/yaml", ApiRig.HELLO);

        assertThat(known.body()).contains("\"line\":6");
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(ApiRig.json(other).get("detail")).asString().contains("pipeline, contextlab, ucop, lunacore");
        assertThat(published.statusCode()).isEqualTo(201);
        assertThat(api.backend.workflow("hello@1.0.0").orElseThrow().document())
                .isEqualTo("%DIALECT pipeline\n---\n" + ApiRig.HELLO);
    }

    @Test
    void takesWarningsForErrorsWhereTheQuerySaysSo() {
        var warned = ApiRig.HELLO + "colour: red\n";

        var lenient = api.post("/v1/workflows:validate", "/v1/workflows:validate", "application/yaml", warned);
        var strict =
                api.post("/v1/workflows:validate", "/v1/workflows:validate?strict=true", "application/yaml", warned);
        var published = api.post("/v1/workflows", "/v1/workflows?strict", "application/yaml", warned);
        var wrong = api.post("/v1/workflows", "/v1/workflows?strict=perhaps", "application/yaml", warned);

        assertThat(ApiRig.json(lenient).get("valid")).isEqualTo(Value.of(true));
        assertThat(ApiRig.json(strict).get("valid")).isEqualTo(Value.of(false));
        assertThat(published.statusCode()).isEqualTo(422);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(api.backend.definitions).isEmpty();
    }

    @Test
    void listsWorkflowsPageByPage() {
        for (String id : List.of("a", "b", "c")) {
            api.backend.publish(new WorkflowDefinition(id, "1", ApiRig.HELLO, 0, ""));
        }

        var first = ApiRig.json(api.get("/v1/workflows", "/v1/workflows?limit=2"));
        var second = ApiRig.json(api.get("/v1/workflows", "/v1/workflows?limit=2&after=" + ApiRig.text(first, "next")));

        assertThat(((Value.Array) ApiRig.value(first, "workflows")).items()).hasSize(2);
        assertThat(((Value.Array) ApiRig.value(second, "workflows")).items()).hasSize(1);
        assertThat(ApiRig.value(second, "next")).isEqualTo(Value.Null.NULL);
    }
}
