package io.orchestrator.coordinator.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where and how the API is served.
 *
 * @param host the address to bind
 * @param port 0 for any free one
 * @param heartbeat the longest silence of an event stream
 * @param maxStreams open event streams; more are turned away
 * @param advertised {@code host:port} where other coordinators reach it; empty for what host and port say
 */
public record HttpOptions(String host, int port, Duration heartbeat, int maxStreams, Optional<String> advertised) {

    private static final int MAX_PORT = 65_535;
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]", "");

    public HttpOptions {
        if (port < 0 || port > MAX_PORT || maxStreams < 1) {
            throw new IllegalArgumentException("port " + port + " (0 to " + MAX_PORT + "), max streams " + maxStreams);
        }
    }

    /** This machine only. */
    public static HttpOptions defaults(int port) {
        return new HttpOptions("127.0.0.1", port, Duration.ofSeconds(15), 200, Optional.empty());
    }

    /** Where other coordinators reach it, {@code host:port}; empty where only whoever bound it knows the port. */
    public Optional<String> reachable() {
        return advertised.or(() -> port == 0 ? Optional.empty() : Optional.of(named() + ":" + port));
    }

    /** An address that stands for all of this machine's is nobody's: this machine's own name is known to others. */
    private String named() {
        if (!WILDCARDS.contains(host)) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}
