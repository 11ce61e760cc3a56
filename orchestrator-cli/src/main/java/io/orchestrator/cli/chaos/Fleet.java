package io.orchestrator.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/** All processes of a run. Thread-safe. */
final class Fleet implements AutoCloseable {

    private static final Map<Kind, Integer> HEAP_MB =
            Map.of(Kind.BROKER, 320, Kind.REGISTRY, 96, Kind.COORDINATOR, 256, Kind.WORKER, 160);
    private static final int SECRET_BYTES = 32;

    private final ChaosConfig config;
    private final Map<Kind, List<Member>> members = new EnumMap<>(Kind.class);
    private final List<Integer> brokerPorts;
    private final List<Integer> controllerPorts;
    private final List<Integer> apiPorts;
    private final int registryPort;
    private final String clusterId = Uuid.randomUuid().toString();
    private final String secret;

    private Fleet(ChaosConfig config) {
        this.config = config;
        var brokers = config.size().brokers();
        var ports = freePorts(2 * brokers + config.size().coordinators() + 1);
        brokerPorts = ports.subList(0, brokers);
        controllerPorts = ports.subList(brokers, 2 * brokers);
        apiPorts = ports.subList(2 * brokers, ports.size() - 1);
        registryPort = ports.getLast();
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        secret = HexFormat.of().formatHex(bytes);
    }

    /** None of them is started. */
    static Fleet create(ChaosConfig config) {
        var fleet = new Fleet(config);
        for (Kind kind : Kind.values()) {
            fleet.members.put(
                    kind,
                    IntStream.range(0, config.size().of(kind))
                            .mapToObj(index -> fleet.member(kind, index))
                            .toList());
        }
        return fleet;
    }

    private Member member(Kind kind, int index) {
        var name = kind.word() + "-" + (index + 1);
        var folder = config.folders().outputs();
        var heap = HEAP_MB.getOrDefault(kind, 0);
        return new Member(
                kind,
                name,
                incarnation -> config.launcher()
                        .start(command(kind, index, incarnation), heap, Member.output(folder, incarnation)),
                folder);
    }

    private List<String> command(Kind kind, int index, String incarnation) {
        var command = new ArrayList<String>();
        command.add(kind.word());
        var home = config.folders().home(kind.word() + "-" + (index + 1));
        command.addAll(List.of("--data", home.toString()));
        switch (kind) {
            case BROKER -> command.addAll(brokerOptions(index));
            case REGISTRY ->
                command.addAll(List.of("--bootstrap", bootstrap(), "--port", Integer.toString(registryPort)));
            case COORDINATOR ->
                command.addAll(jobOptions(Map.of(
                        "claim.secret",
                        secret,
                        "coordinator.state.dir",
                        home.resolve("streams").toString(),
                        "coordinator.replication.factor",
                        Integer.toString(config.size().replicas()),
                        "coordinator.http.port",
                        Integer.toString(apiPorts.get(index)))));
            case WORKER ->
                command.addAll(jobOptions(Map.of(
                        "worker.id",
                        incarnation,
                        "worker.http.port",
                        "0",
                        "workspace.roots",
                        config.folders().work().toString())));
        }
        return command;
    }

    private List<String> brokerOptions(int index) {
        var nodes = IntStream.range(0, brokerPorts.size())
                .mapToObj(i -> brokerPorts.get(i) + ":" + controllerPorts.get(i))
                .collect(Collectors.joining(","));
        return List.of("--nodes", nodes, "--node", Integer.toString(index + 1), "--cluster-id", clusterId);
    }

    private List<String> jobOptions(Map<String, String> own) {
        var settings = new ArrayList<>(List.of("--bootstrap", bootstrap(), "--registry", registry()));
        Stream.of(config.settings(), own)
                .flatMap(map -> map.entrySet().stream())
                .forEach(entry -> settings.addAll(List.of("-D", entry.getKey() + "=" + entry.getValue())));
        return settings;
    }

    String bootstrap() {
        return brokerPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    String registry() {
        return "http://127.0.0.1:" + registryPort;
    }

    /** The HTTP API of the first coordinator; it asks the others for what they keep. */
    String api() {
        return "http://127.0.0.1:" + apiPorts.getFirst();
    }

    List<Member> of(Kind kind) {
        return members.getOrDefault(kind, List.of());
    }

    List<Member> all() {
        return members.values().stream().flatMap(List::stream).toList();
    }

    /** How many brokers do not serve: killed, stopped or starting. */
    long brokersDown() {
        return of(Kind.BROKER).stream().filter(member -> !member.ready()).count();
    }

    int brokersBorne() {
        return config.size().brokersBorne();
    }

    /** Ends all processes at once, and what their tools have left behind. */
    @Override
    public void close() {
        all().forEach(Member::close);
        Leftovers.end(config.folders().work());
    }

    private static List<Integer> freePorts(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1")));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find free ports", e);
        } finally {
            sockets.forEach(Fleet::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot free a port", e);
        }
    }
}
