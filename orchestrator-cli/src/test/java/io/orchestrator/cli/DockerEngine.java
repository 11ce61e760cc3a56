package io.orchestrator.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a class where nothing listens at the places of a Docker engine. An engine that listens but does not work fails the
 * class: Testcontainers says why.
 */
final class DockerEngine implements ExecutionCondition {

    private static final int CONNECT_TIMEOUT_MS = 2_000;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var places = places();
        return places.stream()
                .filter(DockerEngine::listens)
                .findFirst()
                .map(place -> ConditionEvaluationResult.enabled("a Docker engine listens at " + place))
                .orElseGet(() -> ConditionEvaluationResult.disabled(
                        "no Docker engine listens at " + places + "; start one, or name it with DOCKER_HOST"));
    }

    /** Where Testcontainers looks, too. */
    private static List<URI> places() {
        var named = System.getenv("DOCKER_HOST");
        if (named != null && !named.isBlank()) {
            return List.of(URI.create(named));
        }
        var home = Path.of(System.getProperty("user.home"));
        var runtime =
                Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).map(folder -> Path.of(folder, "docker.sock"));
        return Stream.of(
                        Stream.of(Path.of("/var/run/docker.sock")),
                        runtime.stream(),
                        Stream.of(home.resolve(".docker/run/docker.sock"), home.resolve(".docker/desktop/docker.sock")))
                .flatMap(paths -> paths)
                .map(path -> URI.create("unix://" + path))
                .toList();
    }

    private static boolean listens(URI place) {
        try {
            if ("unix".equals(place.getScheme())) {
                SocketAddress path = UnixDomainSocketAddress.of(place.getPath());
                SocketChannel.open(path).close();
            } else {
                connect(new InetSocketAddress(place.getHost(), place.getPort()));
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address, CONNECT_TIMEOUT_MS);
        }
    }
}
