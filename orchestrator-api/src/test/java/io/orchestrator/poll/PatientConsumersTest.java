package io.orchestrator.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

final class PatientConsumersTest {

    /** Nobody listens on the port: the consumers never connect, and need not. */
    private static final Map<String, Object> SETTINGS =
            Map.of("bootstrap.servers", "127.0.0.1:9", "group.id", "nobody", "enable.metrics.push", "false");

    private final List<Long> waits = new ArrayList<>();
    private List<ClientResponse> responses = List.of();
    private final KafkaClient patient = PatientConsumers.patient(recording());

    @Test
    void fitsTheShareConsumerOfThisKafka() {
        try (var consumer =
                new KafkaShareConsumer<>(SETTINGS, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            assertThat(PatientConsumers.install(consumer)).isTrue();
        }
    }

    @Test
    void fitsTheConsumerOfKafkaStreams() throws ReflectiveOperationException {
        var settings = new HashMap<>(SETTINGS);
        settings.put("group.protocol", "consumer");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var delegate = KafkaConsumer.class.getDeclaredField("delegate");
            delegate.setAccessible(true);

            assertThat(PatientConsumers.install((AsyncKafkaConsumer<?, ?>) delegate.get(consumer)))
                    .isTrue();
        }
    }

    @Test
    void waitsWhenPollsWithoutAWaitBringNothingAgainAndAgain() {
        poll(0, PatientConsumers.TOLERATED + 2);

        assertThat(waits.subList(0, PatientConsumers.TOLERATED)).containsOnly(0L);
        assertThat(waits.subList(PatientConsumers.TOLERATED, waits.size()))
                .containsOnly(PatientConsumers.WAIT.toMillis());
    }

    @Test
    void waitsNoMoreWhenSomethingCame() {
        poll(0, PatientConsumers.TOLERATED);
        responses = List.of(response());
        poll(0, 1);
        responses = List.of();
        waits.clear();

        poll(0, PatientConsumers.TOLERATED);

        assertThat(waits).containsOnly(0L);
    }

    @Test
    void leavesPollsAloneThatWait() {
        poll(0, PatientConsumers.TOLERATED);
        waits.clear();

        poll(7, 2);
        poll(0, PatientConsumers.TOLERATED);

        assertThat(waits.subList(0, 2)).containsOnly(7L);
        assertThat(waits.subList(2, waits.size())).containsOnly(0L);
    }

    @Test
    void passesOtherCallsAndTheirFailuresOn() {
        assertThat(patient.inFlightRequestCount()).isEqualTo(3);
        assertThatThrownBy(patient::wakeup)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("closed");
    }

    @Test
    void waitsAMomentWhenACallAsksForTimersOfNoLengthAgainAndAgain() {
        var time = new PatientTime(Time.SYSTEM);

        assertThat(time.timer(Duration.ofMillis(200)).timeoutMs()).isEqualTo(200);
        assertThat(lengths(time, PatientTime.TOLERATED)).containsOnly(0L);
        assertThat(lengths(time, 2)).containsOnly(PatientTime.WAIT.toMillis());

        assertThat(length(time, 70)).isEqualTo(70);
        assertThat(lengths(time, PatientTime.TOLERATED)).containsOnly(0L);
    }

    @Test
    void doesNotWaitInACallThatIsNotToWait() {
        var time = new PatientTime(Time.SYSTEM);

        assertThat(time.timer(Duration.ZERO).timeoutMs()).isZero();
        assertThat(lengths(time, 2 * PatientTime.TOLERATED)).containsOnly(0L);
    }

    private static List<Long> lengths(Time time, int times) {
        return IntStream.range(0, times).mapToObj(i -> length(time, 0)).toList();
    }

    private static long length(Time time, long ms) {
        return time.timer(ms).timeoutMs();
    }

    private void poll(long timeoutMs, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(patient.poll(timeoutMs, 0)).isEqualTo(responses);
        }
    }

    private static ClientResponse response() {
        return new ClientResponse(
                new RequestHeader(ApiKeys.METADATA, (short) 12, "test", 1), null, "1", 0, 0, false, null, null, null);
    }

    private KafkaClient recording() {
        return (KafkaClient) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {KafkaClient.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "poll" -> {
                        waits.add((Long) arguments[0]);
                        yield responses;
                    }
                    case "inFlightRequestCount" -> 3;
                    case "wakeup" -> throw new IllegalStateException("closed");
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }
}
