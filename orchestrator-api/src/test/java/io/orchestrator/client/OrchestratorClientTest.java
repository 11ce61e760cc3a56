package io.orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestrator.client.ClientException.Kind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.topics.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What needs no broker. */
@Timeout(30)
class OrchestratorClientTest {

    private static OrchestratorClient client(String bootstrapServers) {
        return OrchestratorClient.create(new ClientConfig(
                bootstrapServers, Map.of(), Map.of("schema.registry.url", "http://127.0.0.1:1"), new Topics("")));
    }

    private static String unusedAddress() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static JobRequest request(String jobId, Optional<String> workflow) {
        return new JobRequest(jobId, workflow, Optional.empty(), Value.EMPTY, Optional.empty(), Map.of(), "", "", 1);
    }

    private static ClientException failure(ThrowingCallable call) {
        return catchThrowableOfType(ClientException.class, call);
    }

    @Test
    void saysWhichBrokerCannotBeReached() throws IOException {
        var address = unusedAddress();
        try (var client = client(address)) {
            var submit = failure(() -> client.submit(request("a", Optional.of("w"))));
            var await = failure(() -> client.await("a", Duration.ofSeconds(5)));
            var jobs = failure(() -> client.jobs(10, view -> true));

            assertThat(submit)
                    .hasMessageContaining("Kafka cannot be reached at " + address)
                    .hasMessageContaining("check bootstrap.servers");
            assertThat(submit.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(await.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(jobs.kind()).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void refusesArgumentsBeforeItConnects() {
        var control = new JobControl("c", "", new Wish.Cancel(), "", "", 1);
        try (var client = client("127.0.0.1:1")) {
            assertThat(failure(() -> client.submit(request("a/b", Optional.of("w")))))
                    .hasMessageContaining("'a/b' is not valid");
            assertThat(failure(() -> client.submit(request("a", Optional.empty()))))
                    .hasMessageContaining("either a workflow or a document");
            assertThat(failure(() -> client.control(control)).kind()).isEqualTo(Kind.INVALID);
        }
    }

    @Test
    void refusesAConfigurationThatCannotWork() {
        var withoutRegistry = new ClientConfig("localhost:9092", Map.of(), Map.of(), new Topics(""));

        assertThat(failure(() -> client("localhost"))).hasMessageContaining("not of the form host:port");
        assertThat(failure(() -> client(""))).hasMessageContaining("bootstrap.servers is not set");
        assertThat(failure(() -> OrchestratorClient.create(withoutRegistry)))
                .hasMessageContaining("schema.registry.url is not set");
    }

    @Test
    void refusesCallsAfterItsEnd() {
        var client = client("127.0.0.1:1");

        client.close();

        assertThat(failure(() -> client.submit(request("a", Optional.of("w")))).kind())
                .isEqualTo(Kind.INTERRUPTED);
        assertThat(failure(() -> client.watch("a", event -> true)).kind()).isEqualTo(Kind.INTERRUPTED);
    }

    @Test
    void readsAddressesAsKafkaDoes() {
        assertThat(KafkaConnections.addresses("a:1, PLAINTEXT://b:2,[::1]:3"))
                .extracting(address -> address.getHostString() + " " + address.getPort())
                .containsExactly("a 1", "b 2", "::1 3");
    }
}
