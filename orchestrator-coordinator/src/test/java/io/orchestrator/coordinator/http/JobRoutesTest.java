package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.client.JobIds;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkflowDefinition;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Submitting, listing, showing and cancelling jobs. */
@Timeout(60)
class JobRoutesTest {

    private final ApiRig api = new ApiRig();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void submitsJobWithAnIdThatHoldsItsTime() {
        api.backend.publish(new WorkflowDefinition("hello", "1.0.0", ApiRig.HELLO, 0, ""));

        var answer = api.post(
                "/v1/jobs",
                "/v1/jobs",
                "application/json",
                "{\"workflow\":\"hello\",\"inputs\":{\"n\":1},\"priority\":\"high\",\"labels\":{\"team\":\"a\"}}");

        assertThat(answer.statusCode()).isEqualTo(202);
        var request = api.backend.submitted.getFirst();
        assertThat(ApiRig.text(ApiRig.json(answer), "job_id"))
                .isEqualTo(request.jobId())
                .startsWith("hello-");
        assertThat(JobIds.time(request.jobId())).isPresent();
        assertThat(request.inputs().get("n")).isEqualTo(Value.of(1));
        assertThat(request.priority()).contains(Priority.HIGH);
        assertThat(request.labels()).containsEntry("team", "a");
    }

    @Test
    void submitsJobOnceWhenItsIdComesAgain() {
        api.backend.jobs.put("job-1", ApiRig.view("job-1", JobStatus.RUNNING, 1));

        var answer =
                api.post("/v1/jobs", "/v1/jobs", "application/json", "{\"workflow\":\"hello\",\"job_id\":\"job-1\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(api.backend.submitted).isEmpty();
    }

    @Test
    void refusesJobWithEveryProblemOfItsBody() {
        var answer = api.post(
                "/v1/jobs",
                "/v1/jobs",
                "application/json",
                "{\"imputs\":{},\"job_id\":\"a b\",\"priority\":\"urgent\",\"labels\":{\"n\":1}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(ApiRig.text(ApiRig.json(answer), "detail"))
                .contains("did you mean 'inputs'?")
                .contains("either workflow")
                .contains("job_id 'a b'")
                .contains("priority 'urgent'")
                .contains("labels.n");
    }

    @Test
    void refusesJobWhenItCannotRun() {
        var answer = api.post("/v1/jobs", "/v1/jobs", "application/json", "{\"workflow\":\"helo\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(ApiRig.text(ApiRig.json(answer), "code")).isEqualTo("UNKNOWN_WORKFLOW");
        assertThat(api.backend.submitted).isEmpty();
    }

    @Test
    void listsJobsPageByPageWithTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            api.backend.jobs.put("job-" + i, ApiRig.view("job-" + i, JobStatus.RUNNING, 1_000 + i / 2));
        }
        var ids = new ArrayList<String>();
        var after = Optional.of("");
        while (after.isPresent()) {
            var page = ApiRig.json(api.get("/v1/jobs", "/v1/jobs?limit=2&after=" + after.get()));
            ((Value.Array) ApiRig.value(page, "jobs"))
                    .items()
                    .forEach(job -> ids.add(ApiRig.text((Value.Dict) job, "job_id")));
            after = ApiRig.value(page, "next") instanceof Value.Text next
                    ? Optional.of(next.value())
                    : Optional.empty();
        }

        assertThat(ids).containsExactly("job-4", "job-2", "job-3", "job-0", "job-1");
    }

    @Test
    void listsOnlyTheJobsAskedFor() {
        api.backend.jobs.put("job-1", ApiRig.view("job-1", JobStatus.RUNNING, 1));
        api.backend.jobs.put("job-2", ApiRig.view("job-2", JobStatus.FAILED, 2));

        var failed = api.get("/v1/jobs", "/v1/jobs?status=failed&workflow=hello");
        var none = api.get("/v1/jobs", "/v1/jobs?workflow=hell");

        assertThat(failed.body()).contains("job-2").doesNotContain("job-1");
        assertThat(none.body()).doesNotContain("job-");
        assertThat(api.get("/v1/jobs", "/v1/jobs?status=done").statusCode()).isEqualTo(400);
        assertThat(api.get("/v1/jobs", "/v1/jobs?state=failed").body()).contains("'state'");
        assertThat(api.get("/v1/jobs", "/v1/jobs?limit=0").statusCode()).isEqualTo(400);
        assertThat(api.get("/v1/jobs", "/v1/jobs?after=x").statusCode()).isEqualTo(400);
    }

    @Test
    void searchesJobsByAllThatIsGiven() {
        api.backend.jobs.put("job-1", ApiRig.view("job-1", JobStatus.RUNNING, 1_000));
        api.backend.jobs.put("job-2", ApiRig.view("job-2", JobStatus.FAILED, 2_000));
        api.backend.jobs.put("job-3", ApiRig.view("job-3", JobStatus.COMPLETED, 3_000));

        var two = api.get("/v1/jobs", "/v1/jobs?status=failed,running&label=team%3Da&text=hello");
        var repeated = api.get("/v1/jobs", "/v1/jobs?status=failed&status=completed&since=1970-01-01T00:00:03Z");
        var early = api.get("/v1/jobs", "/v1/jobs?until=1970-01-01T00:00:02Z");

        assertThat(two.body()).contains("job-1", "job-2").doesNotContain("job-3");
        assertThat(repeated.body()).contains("job-3").doesNotContain("job-1", "job-2");
        assertThat(early.body()).contains("job-1").doesNotContain("job-2", "job-3");
    }

    @Test
    void saysWhatIsWrongInASearchAndWhere() {
        var unclosed = api.get("/v1/jobs", "/v1/jobs?text=a%20%22b");
        var unnamed = api.get("/v1/jobs", "/v1/jobs?label=team");
        var twice = api.get("/v1/jobs", "/v1/jobs?workflow=a&workflow=b");

        assertThat(unclosed.statusCode()).isEqualTo(400);
        assertThat(ApiRig.text(ApiRig.json(unclosed), "detail"))
                .isEqualTo("query parameter 'text' at character 3: the quotation mark is not closed");
        assertThat(ApiRig.text(ApiRig.json(unclosed), "parameter")).isEqualTo("text");
        assertThat(ApiRig.text(ApiRig.json(unnamed), "detail")).contains("'label' is 'team': give name=value");
        assertThat(ApiRig.text(ApiRig.json(twice), "detail")).contains("'workflow' is given 2 times");
    }

    @Test
    void showsJobWithItsResultSoFar() {
        api.backend.jobs.put("job-1", ApiRig.view("job-1", JobStatus.COMPLETED, 1));
        ApiRig.events().forEach(api.backend::add);

        var job = ApiRig.json(api.get("/v1/jobs/{id}", "/v1/jobs/job-1"));

        assertThat(ApiRig.text(job, "status")).isEqualTo("completed");
        var result = (Value.Dict) ApiRig.value(job, "result");
        assertThat(ApiRig.text(result, "status")).isEqualTo("completed");
        assertThat(ApiRig.value(result, "outputs")).isEqualTo(Json.parse("{\"text\":\"hello\"}"));
    }

    @Test
    void findsNoJobWhenNobodyAskedForIt() {
        var answer = api.get("/v1/jobs/{id}", "/v1/jobs/nobody");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(ApiRig.text(ApiRig.json(answer), "detail")).contains("'nobody'");
    }

    @Test
    void cancelsJob() {
        api.backend.jobs.put("job-1", ApiRig.view("job-1", JobStatus.RUNNING, 1));
        api.backend.jobs.put("job-2", ApiRig.view("job-2", JobStatus.COMPLETED, 1));
        var body = "{\"reason\":\"enough\",\"actor\":\"ann\"}";

        assertThat(cancel("job-1", body).statusCode()).isEqualTo(202);
        assertThat(cancel("job-2", body).statusCode()).isEqualTo(409);
        assertThat(cancel("job-3", body).statusCode()).isEqualTo(404);
        assertThat(api.backend.controls).hasSize(1);
        assertThat(api.backend.controls.getFirst().reason()).isEqualTo("enough");
        assertThat(api.backend.controls.getFirst().actor()).isEqualTo("ann");
    }

    private HttpResponse<String> cancel(String jobId, String body) {
        return api.post("/v1/jobs/{id}:cancel", "/v1/jobs/" + jobId + ":cancel", "application/json", body);
    }
}
