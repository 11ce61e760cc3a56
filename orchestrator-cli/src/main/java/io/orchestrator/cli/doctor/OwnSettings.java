package io.orchestrator.cli.doctor;

import io.orchestrator.cli.doctor.Check.Verdict;
import io.orchestrator.coordinator.runtime.StreamsOptions;
import io.orchestrator.coordinator.runtime.StreamsProperties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a coordinator with these settings would tell Kafka Streams: our own defaults, and what the user changed. */
final class OwnSettings {

    private static final String AREA = "coordinator settings";

    /** A rule, and the setting of ours that changes it. */
    private record Own(Rule rule, String change) {}

    private static final List<Own> OWN = List.of(
            new Own(
                    Rule.between(
                            "poll.ms",
                            1,
                            10,
                            "a stream thread commits only between polls: a lone transaction waits this long whatever"
                                    + " the commit interval (p50 107 ms with Kafka's default of 100, 14 ms with 5)"),
                    "coordinator.poll=5ms"),
            new Own(
                    Rule.between(
                            "commit.interval.ms",
                            5,
                            50,
                            "0 makes one tiny transaction of each record (p50 97 ms); more than 50 delays every reader"
                                    + " of events by it (p50 87 ms with 100, 34 ms with 20)"),
                    "coordinator.commit.interval=25ms"),
            new Own(
                    Rule.atMost("producer.linger.ms", 5, 0, "state, timers and events wait this long for company"),
                    "coordinator.linger=0ms"),
            new Own(
                    Rule.atMost(
                            "producer.transaction.timeout.ms",
                            10_000,
                            10_000,
                            "readers of events stand still this long behind a dead coordinator (default 60000)"),
                    "streams.producer.transaction.timeout.ms=10000"),
            new Own(
                    Rule.exactly(
                            "processing.guarantee",
                            "exactly_once_v2",
                            "at least once lets a paused coordinator overwrite newer state: a job rolls back silently"),
                    "remove streams.processing.guarantee"),
            new Own(
                    Rule.atLeast(
                            "producer.max.request.size",
                            1_048_576,
                            "a large step result cannot be written: the stream thread dies on it"),
                    "streams.producer.max.request.size=1048576"),
            new Own(
                    Rule.exactly("producer.acks", "all", "an acknowledged record is lost with one broker"),
                    "remove streams.producer.acks"),
            new Own(
                    Rule.exactly(
                                    "group.protocol",
                                    "streams",
                                    "with classic every coordinator stops whenever one comes or goes")
                            .costly(),
                    "coordinator.group.protocol=streams"),
            new Own(
                    Rule.atLeast(
                                    "num.standby.replicas",
                                    1,
                                    "whoever takes over a dead coordinator's jobs reads all of their state first")
                            .costly(),
                    "coordinator.standby.replicas=1, where there are two coordinators"),
            new Own(
                    Rule.atMost(
                                    "producer.max.in.flight.requests.per.connection",
                                    1,
                                    1,
                                    "5 cost more CPU a step and no less time: a second request is refused with the"
                                            + " first, out of order")
                            .costly(),
                    "remove streams.producer.max.in.flight.requests.per.connection"));

    /** What Kafka's clients do where nothing is said. */
    private static final Map<String, String> KAFKA_DEFAULTS = Map.of("producer.acks", "all");

    private final Map<String, String> kafka;
    private final StreamsOptions options;

    /** @param kafka client settings of the user */
    OwnSettings(Map<String, String> kafka, StreamsOptions options) {
        this.kafka = kafka;
        this.options = options;
    }

    List<Check> run() {
        var properties = StreamsProperties.of("orchestrator-coordinator", kafka, options);
        var checks = new ArrayList<Check>();
        for (var own : OWN) {
            var name = own.rule().name();
            var found = properties.getProperty(name, KAFKA_DEFAULTS.getOrDefault(name, "not set"));
            checks.add(own.rule().check(AREA, found, own.change()));
        }
        checks.add(stateDir(Path.of(properties.getProperty("state.dir"))));
        return checks;
    }

    private static Check stateDir(Path folder) {
        var passing = folder.toAbsolutePath().startsWith(Path.of(System.getProperty("java.io.tmpdir")));
        return new Check(
                AREA,
                "state.dir",
                passing ? Verdict.COSTLY : Verdict.OK,
                folder.toString(),
                "a folder that stays",
                "a folder that is emptied on a restart makes the coordinator read all state again from Kafka",
                passing ? "coordinator.state.dir=/var/lib/orchestrator/streams" : "");
    }
}
