package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.artifact.FolderStore;
import io.orchestrator.artifact.LargeValues;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the steps of a job have given, by HTTP. */
@Timeout(60)
class ArtifactRoutesTest {

    private static final String LIST = "/v1/jobs/{id}/artifacts";
    private static final String ONE = LIST + "/{artifact}";

    private final ApiRig api = new ApiRig();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        api.close();
    }

    /** A step that gave a short text, and then a large one in a map. */
    private String run() {
        api.backend.artifacts = LargeValues.in(new FolderStore(folder));
        var mark = api.backend.artifacts.put("job-1", Value.of("a \"long\"\ntext ä"));
        api.backend.add(ApiRig.events().getFirst());
        api.backend.add(completed(2, Value.of("short, sealed " + SealedText.PREFIX + "x".repeat(60))));
        api.backend.add(completed(3, Value.of(Map.of("text", Value.of(mark.text())))));
        api.backend.add(completed(4, Value.of(7)));
        api.backend.jobs.put("job-1", ApiRig.view("job-1", JobStatus.RUNNING, 1));
        return mark.sha256();
    }

    private static JobEvent completed(long sequence, Value result) {
        var step = sequence == 4 ? "loop[1].count" : "read";
        var done = new TaskResult.Done(Value.of(Map.of("result", result)), Optional.empty());
        var task = new TaskRef("c", "job-1", 0, step, 1);
        return new JobEvent("job-1", sequence, 0, 1_000 + sequence, new JobFact.StepCompleted(task, "w", 1, 2, done));
    }

    private HttpResponse<String> one(String name) {
        return api.get(ONE, "/v1/jobs/job-1/artifacts/" + name);
    }

    @Test
    void listsAVersionForEachTimeThatAStepCompleted() {
        run();

        var answer = ApiRig.json(api.get(LIST, "/v1/jobs/job-1/artifacts"));

        assertThat(((Value.Array) ApiRig.value(answer, "artifacts")).items())
                .extracting(item -> Json.write(item).replaceAll(",\"epoch.*?\"meta\"", ",\"meta\""))
                .element(1)
                .isEqualTo("{\"name\":\"task:read\",\"version\":2,\"type\":\"object\",\"size\":27,\"event\":3,"
                        + "\"meta\":{\"step\":\"read\",\"step_id\":\"read\"}}");
        assertThat(Json.write(answer))
                .contains("\"name\":\"task:loop[1].count\",\"version\":1,\"type\":\"integer\",\"size\":1")
                .contains("\"step\":\"loop[1].count\",\"step_id\":\"count\"");
    }

    @Test
    void givesAValueWhole() {
        var hash = run();

        assertThat(one("task:read").body()).isEqualTo("{\"text\":\"a \\\"long\\\"\\ntext ä\"}");
        assertThat(one("task:read?version=1").body()).isEqualTo("short, sealed ***");
        assertThat(one("task:loop%5B1%5D.count").body()).isEqualTo("7");
        assertThat(one("sha256:" + hash).body()).isEqualTo("a \"long\"\ntext ä");
        assertThat(one("sha256:" + hash).headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    }

    @Test
    void saysWhatIsNotThere() {
        var hash = run();

        assertThat(one("task:none").statusCode()).isEqualTo(404);
        assertThat(one("task:read?version=3").body()).contains("has no artifact 'task:read' of version 3");
        assertThat(one("sha256:" + "0".repeat(64)).statusCode()).isEqualTo(404);

        api.backend.artifacts = LargeValues.in(new FolderStore(folder.resolve("another")));

        assertThat(one("sha256:" + hash).statusCode()).isEqualTo(404);
        assertThat(one("task:read").body()).contains("need the same store");
    }
}
