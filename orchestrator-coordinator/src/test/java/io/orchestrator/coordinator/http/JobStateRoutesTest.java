package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.store.StateDump;
import io.orchestrator.coordinator.store.StateShape;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stored state, from the process that has it. */
@Timeout(60)
class JobStateRoutesTest {

    private static final String TEMPLATE = "/v1/jobs/{id}/state";
    private static final String PATH = "/v1/jobs/job-1/state";

    private final ApiRig asked = new ApiRig();
    private final ApiRig owner = new ApiRig();

    @AfterEach
    void close() {
        asked.close();
        owner.close();
    }

    @Test
    void tellsTheBytesThatAreStoredHere() {
        owner.backend.states.put("job-1", StateShape.of("job-1", dump(), List.of("openai/*")));

        var told = ApiRig.json(owner.get(TEMPLATE, PATH));

        assertThat(StateShape.read(told)).isEqualTo(dump());
        assertThat(StateShape.models(told)).containsExactly("openai/*");
        assertThat(owner.get(TEMPLATE, "/v1/jobs/job-2/state").body()).contains("nothing is stored of job 'job-2'");
    }

    @Test
    void asksTheOwnerAndThenThoseWithCopies() {
        owner.backend.states.put("job-1", StateShape.of("job-1", dump(), List.of("openai/*")));
        asked.backend.placement = elsewhere("127.0.0.1:9", "127.0.0.1:" + owner.port());

        var told = asked.get(TEMPLATE, PATH);
        var unknown = asked.get(TEMPLATE, "/v1/jobs/job-2/state");

        assertThat(StateShape.read(ApiRig.json(told))).isEqualTo(dump());
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("nothing is stored of job 'job-2'");
    }

    @Test
    void saysSoWhenTheOwnerIsAway() {
        asked.backend.placement = elsewhere("127.0.0.1:9");

        var answer = asked.get(TEMPLATE, PATH);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("is kept by another coordinator, which does not answer (127.0.0.1:9");
    }

    @Test
    void isAskedOnceWhenOwnersPointAtEachOther() {
        asked.backend.placement = elsewhere("127.0.0.1:" + owner.port());
        owner.backend.placement = elsewhere("127.0.0.1:" + asked.port());

        assertThat(asked.get(TEMPLATE, PATH).statusCode()).isEqualTo(404);
    }

    @Test
    void saysWhyWhenNobodyIsKnownToKeepIt() {
        asked.backend.placement = new Placement.Unknown("its partition is being moved");

        assertThat(asked.get(TEMPLATE, PATH).body()).contains("its partition is being moved");
    }

    private static Placement elsewhere(String... addresses) {
        return new Placement.Elsewhere(List.of(addresses));
    }

    private static StateDump dump() {
        var headers = new TreeMap<String, Bytes>();
        headers.put("job-1", bytes(1, 2));
        headers.put("job-1\0002", bytes(3));
        var leaves = new TreeMap<Bytes, Bytes>();
        leaves.put(bytes(0, -1, 7), bytes(4));
        leaves.put(bytes(5), bytes());
        return new StateDump(headers, bytes(6), leaves, Optional.of("id: w"));
    }

    private static Bytes bytes(int... numbers) {
        var bytes = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return Bytes.wrap(bytes);
    }
}
