package io.orchestrator.cli.doctor;

import io.orchestrator.cli.doctor.Check.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.FeatureMetadata;

/** The features of the cluster that coordinators and workers are built on. */
final class FeatureChecks {

    private static final String AREA = "features";

    private record Feature(String name, short least, String cost) {}

    private static final List<Feature> NEEDED = List.of(
            new Feature("share.version", (short) 1, "without share groups no worker gets a command"),
            new Feature(
                    "streams.version",
                    (short) 1,
                    "without it a coordinator needs coordinator.group.protocol=classic, and stops all on a rebalance"),
            new Feature(
                    "transaction.version",
                    (short) 2,
                    "below 2 the broker cannot tell a late write of an earlier transaction (KIP-890)"),
            new Feature("group.version", (short) 1, "without it groups rebalance by stopping all members"));

    private final Cluster cluster;

    FeatureChecks(Cluster cluster) {
        this.cluster = cluster;
    }

    List<Check> run() {
        var features = cluster.features();
        var checks = new ArrayList<Check>();
        for (var feature : NEEDED) {
            checks.add(check(feature, features));
        }
        return checks;
    }

    private Check check(Feature feature, FeatureMetadata features) {
        var finalized = features.finalizedFeatures().get(feature.name());
        var level = finalized == null ? 0 : finalized.maxVersionLevel();
        var supported = features.supportedFeatures().get(feature.name());
        var reachable = supported != null && supported.maxVersion() >= feature.least();
        var good = level >= feature.least();
        var change = reachable
                ? "kafka-features.sh --bootstrap-server " + cluster.bootstrap() + " upgrade --feature " + feature.name()
                        + "=" + feature.least()
                : "brokers of Kafka 4.2 or later, which know it";
        return new Check(
                AREA,
                feature.name(),
                good ? Verdict.OK : Verdict.WRONG,
                String.valueOf(level),
                "at least " + feature.least(),
                feature.cost(),
                good ? "" : change);
    }
}
