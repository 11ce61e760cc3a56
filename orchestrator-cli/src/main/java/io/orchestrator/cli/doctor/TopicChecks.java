package io.orchestrator.cli.doctor;

import io.orchestrator.cli.doctor.Check.Verdict;
import io.orchestrator.topics.TopicAdmin;
import io.orchestrator.topics.TopicDifference;
import io.orchestrator.topics.TopicManifest;
import io.orchestrator.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;

/** Topics and share groups against the manifest, and how the copies of each partition are. */
final class TopicChecks {

    private static final String AREA = "topics";
    private static final String ELSE = "records are kept, found or delivered otherwise than documents and tests say";

    private static final Map<String, String> COSTS = Map.ofEntries(
            Map.entry(TopicDifference.EXISTS, "coordinators and workers that use it do not start"),
            Map.entry(
                    TopicDifference.PARTITIONS,
                    "of topics keyed by job id: events of a job and its state come to different coordinators"),
            Map.entry(TopicDifference.REPLICAS, "with fewer the loss of a broker stops its readers or loses records"),
            Map.entry("min.insync.replicas", "with fewer an acknowledged record is lost with one broker"),
            Map.entry("max.message.bytes", "a large request, result or event is refused: its job fails"),
            Map.entry("cleanup.policy", "what must be kept is deleted, or what must go stays for ever"),
            Map.entry("retention.ms", "records are gone before they are read, or disks fill"),
            Map.entry("message.timestamp.type", "a client's wrong clock reaches deadlines and timers (ADR 5)"),
            Map.entry("share.auto.offset.reset", "commands sent before the first worker of a queue came are lost"),
            Map.entry(
                    "share.isolation.level",
                    "read committed gains nothing, since commands are outside of transactions (ADR 8), and costs time"),
            Map.entry(
                    "share.record.lock.duration.ms",
                    "shorter than a worker holds a command (10 s): it is done twice; longer: a dead worker's wait"));

    private final Cluster cluster;
    private final TopicManifest manifest;

    TopicChecks(Cluster cluster, TopicManifest manifest) {
        this.cluster = cluster;
        this.manifest = manifest;
    }

    List<Check> run() {
        var differences = new TopicAdmin(cluster.admin()).differences(manifest);
        var checks = new ArrayList<Check>();
        for (var spec : manifest.specs()) {
            add(checks, spec.name(), fine(spec), differences);
        }
        for (var queue : manifest.queues()) {
            add(checks, manifest.topics().shareGroup(queue), "settings as they should be", differences);
        }
        checks.addAll(copies());
        return checks;
    }

    private String fine(TopicSpec spec) {
        return spec.partitions() + " partitions, " + manifest.replicationFactor() + " replicas, "
                + spec.configs().get("cleanup.policy") + ", settings as they should be";
    }

    private void add(List<Check> checks, String name, String fine, List<TopicDifference> all) {
        var own = all.stream()
                .filter(difference -> difference.resource().equals(name))
                .toList();
        if (own.isEmpty()) {
            checks.add(Check.ok(AREA, name, fine));
        }
        for (var difference : own) {
            checks.add(new Check(
                    AREA,
                    name + " " + difference.setting(),
                    Verdict.WRONG,
                    difference.found(),
                    difference.wanted(),
                    COSTS.getOrDefault(difference.setting(), ELSE),
                    change(difference)));
        }
    }

    private String change(TopicDifference difference) {
        return switch (difference.setting()) {
            case TopicDifference.PARTITIONS ->
                "cannot be changed: set topics.job-partitions and topics.command-partitions to what is there where all"
                        + " agree, else begin anew in another topics.prefix";
            case TopicDifference.REPLICAS ->
                "kafka-reassign-partitions.sh --bootstrap-server " + cluster.bootstrap()
                        + " --execute, with a plan that names " + difference.wanted() + " brokers a partition of "
                        + difference.resource();
            default -> apply();
        };
    }

    private String apply() {
        var prefix = manifest.topics().prefix();
        return "orchestrator topics apply --bootstrap " + cluster.bootstrap() + " -D topics.job-partitions="
                + manifest.jobPartitions() + " -D topics.command-partitions=" + manifest.commandPartitions()
                + " -D topics.replication-factor=" + manifest.replicationFactor() + " -D topics.queues="
                + String.join(",", manifest.queues()) + (prefix.isEmpty() ? "" : " -D topics.prefix=" + prefix);
    }

    /** Of ours, of the coordinators' changelogs and of Kafka's internal ones. */
    private List<Check> copies() {
        var ours = manifest.specs().stream().map(TopicSpec::name).toList();
        var changelogs = manifest.topics().applicationId() + "-";
        var names = cluster.topics().stream()
                .filter(name -> ours.contains(name)
                        || name.startsWith(changelogs)
                        || List.of("__transaction_state", "__share_group_state", "__consumer_offsets")
                                .contains(name))
                .sorted()
                .toList();
        var checks = new ArrayList<Check>();
        var behind = new ArrayList<String>();
        for (var topic : cluster.describe(names)) {
            lacking(topic, behind);
            if (!ours.contains(topic.name())) {
                checks.add(replicas(topic));
            }
        }
        checks.add(new Check(
                AREA,
                "copies that keep up",
                behind.isEmpty() ? Verdict.OK : Verdict.WRONG,
                behind.isEmpty() ? "all of " + names.size() + " topics" : String.join(", ", behind),
                "all",
                "while a copy is behind or a leader is missing, the loss of one more broker stops jobs",
                behind.isEmpty() ? "" : "start the brokers that are down, and look for full disks in their logs"));
        return checks;
    }

    private static void lacking(TopicDescription topic, List<String> behind) {
        for (var partition : topic.partitions()) {
            if (partition.leader() == null || partition.leader().isEmpty()) {
                behind.add(topic.name() + "-" + partition.partition() + " has no leader");
            } else if (partition.isr().size() < partition.replicas().size()) {
                behind.add(topic.name() + "-" + partition.partition() + " has "
                        + partition.isr().size() + " of " + partition.replicas().size());
            }
        }
    }

    private Check replicas(TopicDescription topic) {
        var found = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        var wanted = manifest.replicationFactor();
        var good = found >= wanted;
        return new Check(
                AREA,
                topic.name() + " replicas",
                good ? Verdict.OK : Verdict.WRONG,
                String.valueOf(found),
                "at least " + wanted,
                "the loss of the only broker that has a partition stops all jobs that need it, or loses their state",
                good
                        ? ""
                        : "kafka-reassign-partitions.sh --bootstrap-server " + cluster.bootstrap()
                                + " --execute, with a plan that names " + wanted + " brokers a partition of "
                                + topic.name());
    }
}
