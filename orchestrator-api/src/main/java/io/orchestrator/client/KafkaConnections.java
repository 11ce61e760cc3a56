package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes producers and consumers with the settings that the client relies on. */
final class KafkaConnections {

    /** How long one request to the cluster may take altogether. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    /** How long an acknowledgement may take, retries included. */
    static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final ClientConfig config;

    KafkaConnections(ClientConfig config) {
        this.config = config;
    }

    String where() {
        return config.bootstrapServers();
    }

    /**
     * Opens a connection to one of the bootstrap servers and closes it: Kafka's own clients would retry and warn without
     * saying what is wrong.
     *
     * @throws ClientException where none accepts within a few seconds
     */
    void requireReachable() {
        var failures = new ArrayList<String>();
        for (InetSocketAddress address : addresses(config.bootstrapServers())) {
            // Not kept: a name may resolve to another address the next time.
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.getHostString(), address.getPort()), (int)
                        CONNECT_TIMEOUT.toMillis());
                return;
            } catch (IOException | IllegalArgumentException e) {
                failures.add(address.getHostString() + ":" + address.getPort() + " " + reason(e));
            }
        }
        throw new ClientException(
                Kind.UNREACHABLE,
                "Kafka cannot be reached at " + config.bootstrapServers() + " (" + String.join("; ", failures)
                        + "): check bootstrap.servers, and that the broker runs");
    }

    private static String reason(Exception e) {
        return e instanceof java.net.UnknownHostException
                ? "is an unknown host"
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    static List<InetSocketAddress> addresses(String bootstrapServers) {
        var addresses = new ArrayList<InetSocketAddress>();
        for (String part : bootstrapServers.split(",", -1)) {
            if (!part.isBlank()) {
                addresses.add(address(part.strip()));
            }
        }
        if (addresses.isEmpty()) {
            throw new ClientException(
                    Kind.INVALID, "bootstrap.servers is not set: give a broker's address, for example localhost:9092");
        }
        return addresses;
    }

    private static InetSocketAddress address(String text) {
        var hostAndPort = text.substring(text.indexOf("://") < 0 ? 0 : text.indexOf("://") + 3);
        var colon = hostAndPort.lastIndexOf(':');
        var port = hostAndPort.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            throw new ClientException(
                    Kind.INVALID, "bootstrap.servers has '" + text + "', which is not of the form host:port");
        }
        var host = hostAndPort.substring(0, colon).replaceAll("^\\[|]$", "");
        return InetSocketAddress.createUnresolved(host, Integer.parseInt(port));
    }

    Producer<String, byte[]> producer() {
        var properties = shared();
        properties.put("max.block.ms", ANSWER_TIMEOUT.toMillis());
        properties.put("delivery.timeout.ms", (int) DELIVERY_TIMEOUT.toMillis());
        properties.put("request.timeout.ms", (int) ANSWER_TIMEOUT.toMillis());
        properties.put("linger.ms", 0);
        properties.putAll(config.kafkaProperties());
        properties.put("bootstrap.servers", config.bootstrapServers());
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        try {
            return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw unusable(e);
        }
    }

    Consumer<String, byte[]> consumer() {
        var properties = shared();
        properties.put("default.api.timeout.ms", (int) ANSWER_TIMEOUT.toMillis());
        properties.put("request.timeout.ms", (int) ANSWER_TIMEOUT.toMillis());
        properties.putAll(config.kafkaProperties());
        properties.put("bootstrap.servers", config.bootstrapServers());
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("auto.offset.reset", "earliest");
        try {
            return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw unusable(e);
        }
    }

    private static ClientException unusable(KafkaException e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return new ClientException(Kind.INVALID, "the Kafka client settings are not usable: " + cause.getMessage(), e);
    }

    private static Map<String, Object> shared() {
        var properties = new HashMap<String, Object>();
        properties.put("client.id", "orchestrator-client");
        properties.put("reconnect.backoff.max.ms", 5_000);
        properties.put("enable.metrics.push", "false");
        return properties;
    }
}
