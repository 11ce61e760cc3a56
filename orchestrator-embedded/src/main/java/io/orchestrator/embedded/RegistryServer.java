package io.orchestrator.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry for Avro that answers as Confluent's does, over HTTP on 127.0.0.1. Bodies are JSON of at most
 * {@value #MAX_BODY_BYTES} bytes. Reads and writes are served one at a time: clients cache what they learn.
 */
public final class RegistryServer implements AutoCloseable {

    /** The largest request body. */
    public static final int MAX_BODY_BYTES = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int BACKLOG = 64;
    private static final int STOP_SECONDS = 1;

    private final HttpServer http;
    private final ExecutorService threads;
    private final BasicAuthentication authentication;
    private final Ledger ledger;
    private final RegistryRoutes routes;
    private final ReentrantLock turn = new ReentrantLock();

    private RegistryServer(HttpServer http, BasicAuthentication authentication, Ledger ledger) {
        this.http = http;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.authentication = authentication;
        this.ledger = ledger;
        this.routes = new RegistryRoutes(new Registry(ledger), new RegistryPolicies(ledger));
    }

    /**
     * Reads the storage, then listens.
     *
     * @throws EmbeddedException where the port is taken or the storage cannot be read
     */
    public static RegistryServer start(RegistryConfig config) {
        var log = switch (config.storage()) {
            case RegistryStorage.Memory m -> new MemoryLog();
            case RegistryStorage.Topic topic -> new TopicLog(topic);
        };
        var ledger = new Ledger(log);
        try {
            ledger.state();
            var server = new RegistryServer(bind(config.port()), new BasicAuthentication(config.users()), ledger);
            server.listen();
            return server;
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    private static HttpServer bind(int port) {
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral(BrokerSettings.HOST), port);
            return HttpServer.create(address, BACKLOG);
        } catch (BindException e) {
            throw ReservedSockets.portTaken(port, e);
        } catch (IOException e) {
            throw new EmbeddedException("cannot listen on " + BrokerSettings.HOST + ":" + port, e);
        }
    }

    private void listen() {
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    /** The address for {@code schema.registry.url}, without a slash at the end. */
    public String url() {
        return "http://" + BrokerSettings.HOST + ":" + http.getAddress().getPort();
    }

    /** Stops listening, lets the call that is being served end, and closes the storage. */
    @Override
    public void close() {
        http.stop(STOP_SECONDS);
        threads.close();
        ledger.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                reply(exchange, 200, answer(exchange));
            } catch (RegistryError e) {
                if (e.status() >= 500) {
                    LOG.error(
                            "Schema registry: {} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                }
                refuse(exchange, e);
            }
        }
    }

    private JsonNode answer(HttpExchange exchange) throws IOException {
        authentication.check(exchange.getRequestHeaders().getFirst("Authorization"));
        var call = RegistryCall.of(exchange.getRequestMethod(), exchange.getRequestURI(), body(exchange));
        turn.lock();
        try {
            return routes.answer(call);
        } catch (RegistryError e) {
            throw e;
        } catch (RuntimeException e) { // a bug or a lost broker: the caller gets an answer, the log the stack trace
            throw RegistryError.storeFailed(e);
        } finally {
            turn.unlock();
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        var bytes = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            throw RegistryError.tooLarge(MAX_BODY_BYTES);
        }
        if (bytes.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return RegistryJson.read(bytes);
        } catch (IOException e) {
            throw RegistryError.badRequest("the body is not JSON: " + e.getMessage());
        }
    }

    private static void refuse(HttpExchange exchange, RegistryError error) throws IOException {
        if (error.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"schema-registry\"");
        }
        var body = RegistryJson.object().put("error_code", error.code()).put("message", error.getMessage());
        reply(exchange, error.status(), body);
    }

    private static void reply(HttpExchange exchange, int status, JsonNode body) throws IOException {
        var bytes = RegistryJson.write(body);
        exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
