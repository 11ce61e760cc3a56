package io.orchestrator.cli.doctor;

import io.orchestrator.topics.TopicManifest;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;

/** What holds for the group of coordinators and for the share group of each queue, whatever the brokers' defaults. */
final class GroupChecks {

    private static final String AREA = "groups";

    private static final Rule SHARE_SESSION = Rule.atMost(
            "share.session.timeout.ms", 10_000, 10_000, "what a dead worker held waits this long for another one");

    private static final Rule STREAMS_SESSION = Rule.atMost(
            "streams.session.timeout.ms", 10_000, 10_000, "the jobs of a dead coordinator stand still this long");

    private static final Rule STREAMS_HEARTBEAT = Rule.atMost(
                    "streams.heartbeat.interval.ms",
                    1_000,
                    1_000,
                    "a coordinator hears of the jobs that another one leaves with its next heartbeat (default 5000); the"
                            + " brokers must allow it: group.streams.min.heartbeat.interval.ms")
            .costly();

    private static final Rule STANDBYS = Rule.atLeast(
                    "streams.num.standby.replicas",
                    1,
                    "whoever takes over a dead coordinator's jobs reads all of their state first (with one"
                            + " coordinator there is nowhere to keep a copy)")
            .costly();

    private final Cluster cluster;
    private final TopicManifest manifest;

    GroupChecks(Cluster cluster, TopicManifest manifest) {
        this.cluster = cluster;
        this.manifest = manifest;
    }

    List<Check> run() {
        var checks = new ArrayList<Check>();
        for (var queue : manifest.queues()) {
            var group = manifest.topics().shareGroup(queue);
            checks.add(check(SHARE_SESSION, group, config(group), set(group, SHARE_SESSION)));
        }
        var coordinators = manifest.topics().applicationId();
        var config = config(coordinators);
        checks.add(check(STREAMS_SESSION, coordinators, config, set(coordinators, STREAMS_SESSION)));
        checks.add(check(STREAMS_HEARTBEAT, coordinators, config, set(coordinators, STREAMS_HEARTBEAT)));
        checks.add(check(STANDBYS, coordinators, config, "coordinator.standby.replicas=1, and two coordinators"));
        return checks;
    }

    private Config config(String group) {
        var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        return cluster.configs(List.of(resource)).getOrDefault(resource, new Config(List.of()));
    }

    private static Check check(Rule rule, String group, Config config, String change) {
        var entry = config.get(rule.name());
        var name = group + " " + rule.name();
        if (entry == null || entry.value() == null) {
            return Check.unknown(AREA, name, "the brokers do not tell it");
        }
        var check = rule.check(AREA, entry.value(), change);
        return new Check(AREA, name, check.verdict(), check.is(), check.should(), check.cost(), check.change());
    }

    private String set(String group, Rule rule) {
        return "kafka-configs.sh --bootstrap-server " + cluster.bootstrap() + " --alter --entity-type groups"
                + " --entity-name " + group + " --add-config " + rule.name() + "=" + rule.value()
                + " (the brokers' minimum must allow it)";
    }
}
