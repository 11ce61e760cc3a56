package io.orchestrator.cli.doctor;

import io.orchestrator.cli.doctor.Check.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** The settings of every broker, and what the internal topics became of them. */
final class BrokerChecks {

    private static final String AREA = "brokers";

    /** From this number on one broker may be lost. */
    static final int SAFE_BROKERS = 3;

    private static final List<Rule> ALWAYS = List.of(
            Rule.atMost(
                    "add.partitions.to.txn.retry.backoff.ms",
                    1,
                    1,
                    "each back-to-back transaction of a coordinator waits about 20 ms with the default of 20"),
            Rule.atMost(
                    "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                    1_000,
                    1_000,
                    "a dead coordinator's open transaction ends up to 10 s later with the default of 10000, and until then"
                            + " nobody takes over its jobs"),
            Rule.atMost(
                    "group.share.min.session.timeout.ms",
                    10_000,
                    6_000,
                    "a dead worker cannot be missed sooner: with the default of 45000 what it held waits 45 s"),
            Rule.atMost(
                    "group.share.session.timeout.ms",
                    10_000,
                    10_000,
                    "what a dead worker held waits this long until another one gets it"),
            Rule.atMost(
                    "group.streams.min.session.timeout.ms",
                    10_000,
                    6_000,
                    "a dead coordinator cannot be missed sooner: with the default of 45000 its jobs stand still for 45 s"),
            Rule.atMost(
                    "group.streams.session.timeout.ms",
                    10_000,
                    10_000,
                    "the jobs of a dead coordinator stand still this long"),
            Rule.atLeast(
                    "transaction.max.timeout.ms",
                    10_000,
                    "coordinators ask for transactions of 10000 and would be refused"),
            Rule.atLeast(
                    "message.max.bytes",
                    1_048_576,
                    "a large step result does not fit the coordinators' changelogs: the stream thread dies on it"),
            Rule.exactly(
                            "auto.create.topics.enable",
                            "false",
                            "a topic that is asked for before 'topics apply' gets the wrong partitions for ever")
                    .costly(),
            Rule.exactly(
                            "socket.send.buffer.bytes",
                            "-1",
                            "a request of several partitions is larger than 100 KiB and stops until the window opens"
                                    + " again (876 closed windows in the benchmark, 3 with -1)")
                    .costly(),
            Rule.exactly("socket.receive.buffer.bytes", "-1", "as socket.send.buffer.bytes")
                    .costly());

    private final Cluster cluster;

    BrokerChecks(Cluster cluster) {
        this.cluster = cluster;
    }

    List<Check> run() {
        var brokers = cluster.brokers();
        var checks = new ArrayList<Check>();
        checks.add(number(brokers.size()));
        var configs = configs(brokers);
        for (var rule : rules(brokers.size())) {
            checks.add(check(rule, configs));
        }
        return checks;
    }

    private static Check number(int brokers) {
        return new Check(
                AREA,
                "number of brokers",
                brokers >= SAFE_BROKERS ? Verdict.OK : Verdict.COSTLY,
                String.valueOf(brokers),
                "at least " + SAFE_BROKERS,
                "with fewer the loss of one stops all jobs until it is back, and with it its disk may be lost",
                brokers >= SAFE_BROKERS ? "" : "add brokers, then raise the replication of every topic to 3");
    }

    private static List<Rule> rules(int brokers) {
        var replicas = Replicas.of(brokers);
        var rules = new ArrayList<>(ALWAYS);
        var transactions = "with fewer the loss of a broker stops every commit: no job goes on";
        var deliveries = "with fewer the loss of a broker stops deliveries to workers, or makes them forget them";
        rules.add(Rule.atLeast("transaction.state.log.replication.factor", replicas.factor(), transactions));
        rules.add(Rule.atLeast("transaction.state.log.min.isr", replicas.minInSync(), "a commit could be forgotten"));
        rules.add(Rule.atLeast("share.coordinator.state.topic.replication.factor", replicas.factor(), deliveries));
        rules.add(Rule.atLeast("share.coordinator.state.topic.min.isr", replicas.minInSync(), "as the replicas"));
        rules.add(Rule.atLeast("offsets.topic.replication.factor", replicas.factor(), "the offsets of coordinators"));
        rules.add(Rule.atLeast(
                "default.replication.factor",
                replicas.factor(),
                "the coordinators' changelogs are made with it: with fewer the loss of a broker stops their jobs"));
        rules.add(Rule.atLeast("min.insync.replicas", replicas.minInSync(), "as default.replication.factor"));
        return rules;
    }

    private Map<Integer, Config> configs(List<Node> brokers) {
        var resources = brokers.stream()
                .map(broker -> new ConfigResource(ConfigResource.Type.BROKER, broker.idString()))
                .toList();
        var byId = new LinkedHashMap<Integer, Config>();
        cluster.configs(resources).forEach((resource, config) -> byId.put(Integer.valueOf(resource.name()), config));
        return byId;
    }

    private Check check(Rule rule, Map<Integer, Config> configs) {
        var brokersByValue = new LinkedHashMap<String, List<Integer>>();
        var changeable = true;
        for (var broker : configs.entrySet()) {
            var entry = broker.getValue().get(rule.name());
            if (entry == null || entry.value() == null) {
                return Check.unknown(AREA, rule.name(), "broker " + broker.getKey() + " does not tell it");
            }
            changeable &= !entry.isReadOnly();
            brokersByValue
                    .computeIfAbsent(entry.value(), value -> new ArrayList<>())
                    .add(broker.getKey());
        }
        var change = changeable ? atOnce(rule) : withRestart(rule);
        if (brokersByValue.size() == 1) {
            return rule.check(AREA, brokersByValue.keySet().iterator().next(), change);
        }
        var worst = brokersByValue.keySet().stream()
                .filter(value -> !rule.holds().test(value))
                .findFirst();
        var text = brokersByValue.entrySet().stream()
                .map(value -> value.getKey() + " (broker "
                        + value.getValue().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")")
                .collect(Collectors.joining(", "));
        var verdict = worst.isPresent() ? rule.otherwise() : Verdict.OK;
        return new Check(AREA, rule.name(), verdict, text, rule.should(), rule.cost(), worst.isPresent() ? change : "");
    }

    private String atOnce(Rule rule) {
        return "kafka-configs.sh --bootstrap-server " + cluster.bootstrap()
                + " --alter --entity-type brokers --entity-default --add-config " + rule.name() + "=" + rule.value();
    }

    private static String withRestart(Rule rule) {
        return "server.properties of every broker: " + rule.name() + "=" + rule.value()
                + ", then restart them one after the other";
    }
}
