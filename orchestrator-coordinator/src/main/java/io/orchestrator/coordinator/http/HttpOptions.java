package io.orchestrator.coordinator.http;

import java.time.Duration;

/**
 * Where and how the API is served.
 *
 * @param host the address to bind
 * @param port 0 for any free one
 * @param heartbeat the longest silence of an event stream
 * @param maxStreams open event streams; more are turned away
 */
public record HttpOptions(String host, int port, Duration heartbeat, int maxStreams) {

    private static final int MAX_PORT = 65_535;

    public HttpOptions {
        if (port < 0 || port > MAX_PORT || maxStreams < 1) {
            throw new IllegalArgumentException("port " + port + " (0 to " + MAX_PORT + "), max streams " + maxStreams);
        }
    }

    /** This machine only. */
    public static HttpOptions defaults(int port) {
        return new HttpOptions("127.0.0.1", port, Duration.ofSeconds(15), 200);
    }
}
