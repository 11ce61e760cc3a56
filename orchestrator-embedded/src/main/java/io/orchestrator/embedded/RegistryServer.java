package io.orchestrator.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestrator.embedded.registry.RegistryApi;
import io.orchestrator.embedded.registry.RegistryCall;
import io.orchestrator.embedded.registry.RegistryError;
import io.orchestrator.embedded.registry.StorageException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry for Avro that answers as Confluent's does, over HTTP. Request bodies are JSON of at
 * most {@value RegistryCall#MAX_BODY_BYTES} bytes.
 */
public final class RegistryServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int BACKLOG = 64;
    private static final int STOP_SECONDS = 1;

    private final HttpServer http;
    private final ExecutorService threads;
    private final BasicAuthentication authentication;
    private final RegistryApi api;

    private RegistryServer(HttpServer http, BasicAuthentication authentication, RegistryApi api) {
        this.http = http;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.authentication = authentication;
        this.api = api;
    }

    /**
     * Reads the storage, then listens.
     *
     * @throws EmbeddedException where the port is taken or the storage cannot be read
     */
    public static RegistryServer start(RegistryConfig config) {
        var api = open(config.storage());
        try {
            var server = new RegistryServer(bind(config), new BasicAuthentication(config.users()), api);
            server.listen();
            return server;
        } catch (RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private static RegistryApi open(RegistryStorage storage) {
        try {
            return switch (storage) {
                case RegistryStorage.Memory m -> RegistryApi.inMemory();
                case RegistryStorage.Topic topic -> RegistryApi.onTopic(topic.bootstrapServers(), topic.topic());
            };
        } catch (StorageException e) {
            throw new EmbeddedException("the schema registry cannot start: " + e.getMessage(), e);
        }
    }

    private static HttpServer bind(RegistryConfig config) {
        try {
            return HttpServer.create(new InetSocketAddress(config.host(), config.port()), BACKLOG);
        } catch (BindException e) {
            throw ReservedSockets.portTaken(config.port(), "--registry-port", e);
        } catch (IOException e) {
            throw new EmbeddedException("cannot listen on " + config.host() + ":" + config.port(), e);
        }
    }

    private void listen() {
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    /** The address for {@code schema.registry.url} of clients on this machine, without a slash at the end. */
    public String url() {
        var address = http.getAddress();
        var host = address.getAddress().isAnyLocalAddress() ? BrokerSettings.HOST : address.getHostString();
        return "http://" + host + ":" + address.getPort();
    }

    /** Stops listening, lets the call that is being served end, and closes the storage. */
    @Override
    public void close() {
        http.stop(STOP_SECONDS);
        threads.close();
        api.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                reply(exchange, 200, answer(exchange));
            } catch (RegistryError e) {
                refuse(exchange, e);
            } catch (RuntimeException e) { // a bug: the caller gets an answer, the log the stack trace
                refuse(exchange, RegistryError.unexpected(e));
            }
        }
    }

    private byte[] answer(HttpExchange exchange) throws IOException {
        authentication.check(exchange.getRequestHeaders().getFirst("Authorization"));
        var body = exchange.getRequestBody().readNBytes(RegistryCall.MAX_BODY_BYTES + 1);
        return api.answer(RegistryCall.of(exchange.getRequestMethod(), exchange.getRequestURI(), body));
    }

    private static void refuse(HttpExchange exchange, RegistryError error) throws IOException {
        if (error.status() >= 500) {
            LOG.error("Schema registry: {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), error);
        }
        if (error.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"schema-registry\"");
        }
        reply(exchange, error.status(), error.body());
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
