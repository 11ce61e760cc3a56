package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.json.Json;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Event streams. */
@Timeout(60)
class JobEventRoutesTest {

    private final ApiRig api = new ApiRig();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void streamsEventsToTheEndOfTheJob() throws Exception {
        api.backend.jobs.put("job-1", ApiRig.view("job-1", JobStatus.RUNNING, 1));
        api.backend.add(ApiRig.events().get(0));
        try (var lines = api.stream("job-1", 0)) {
            var first = ApiRig.nextEvent(lines);
            var pulse = lines.readLine();
            ApiRig.events().stream().skip(1).forEach(api.backend::add);
            var ids = new ArrayList<String>();
            for (var event = ApiRig.nextEvent(lines); !event.isEmpty(); event = ApiRig.nextEvent(lines)) {
                ids.add(event.getFirst());
            }

            assertThat(first.get(0)).isEqualTo("id: 1");
            assertThat(first.get(1)).isEqualTo("event: job.accepted");
            assertThat(Json.parseDict(first.get(2).substring("data: ".length())).get("type"))
                    .isEqualTo(Value.of("job.accepted"));
            assertThat(pulse).startsWith(":");
            assertThat(ids).containsExactly("id: 2", "id: 3", "id: 4");
        }
    }

    @Test
    void streamsOnWhereTheClientLeftOff() throws Exception {
        api.backend.jobs.put("job-1", ApiRig.view("job-1", JobStatus.COMPLETED, 1));
        ApiRig.events().forEach(api.backend::add);
        try (var lines = api.stream("job-1", 2)) {
            assertThat(ApiRig.nextEvent(lines).getFirst()).isEqualTo("id: 3");
        }
    }

    @Test
    void turnsStreamAwayWhenAllAreInUseAndFreesThoseWhoseClientsAreGone() throws Exception {
        api.backend.jobs.put("job-1", ApiRig.view("job-1", JobStatus.RUNNING, 1));
        api.backend.add(ApiRig.events().get(0));
        var one = api.stream("job-1", 0);
        var two = api.stream("job-1", 0);
        ApiRig.nextEvent(one);
        ApiRig.nextEvent(two);

        var third = api.get("/v1/jobs/{id}/events", "/v1/jobs/job-1/events");
        one.close();
        two.close();

        assertThat(third.statusCode()).isEqualTo(503);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.meters
                                .get("orchestrator.http.event.streams")
                                .gauge()
                                .value())
                        .isZero());
    }
}
