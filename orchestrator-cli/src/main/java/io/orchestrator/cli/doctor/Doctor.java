package io.orchestrator.cli.doctor;

import io.orchestrator.model.Priority;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.topics.TopicException;
import io.orchestrator.topics.TopicManifest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Checks a cluster, its registry and our own settings against what jobs need. Changes nothing. */
public final class Doctor {

    private final Cluster cluster;
    private final HttpSchemaRegistryClient registry;
    private final Patient patient;

    /** Both clients are closed by the caller. */
    public Doctor(Admin admin, HttpSchemaRegistryClient registry, Patient patient) {
        this.cluster = new Cluster(admin, patient.bootstrap());
        this.registry = registry;
        this.patient = patient;
    }

    /**
     * Everything that is looked at, area by area. What cannot be read is {@link Check.Verdict#UNKNOWN}.
     *
     * @throws UnreachableException where no broker answers
     */
    public List<Check> examine() {
        int brokers;
        try {
            brokers = cluster.brokers().size();
        } catch (Cluster.UnreadableException e) {
            throw new UnreachableException(
                    "no Kafka broker answers at " + patient.bootstrap() + " (" + e.getMessage()
                            + "): check --bootstrap, and that the broker runs",
                    e);
        }
        var checks = new ArrayList<Check>();
        checks.addAll(guarded("brokers", () -> new BrokerChecks(cluster).run()));
        checks.addAll(guarded("features", () -> new FeatureChecks(cluster).run()));
        checks.addAll(guarded("topics", () -> {
            var manifest = manifest(brokers);
            var found = new ArrayList<>(new TopicChecks(cluster, manifest).run());
            found.addAll(guarded("groups", () -> new GroupChecks(cluster, manifest).run()));
            found.addAll(guarded(
                    "schema registry", () -> new RegistryChecks(registry, patient.registryUrl(), manifest).run()));
            return found;
        }));
        checks.addAll(new OwnSettings(patient.kafka(), patient.streams()).run());
        checks.addAll(guarded("clock", () -> new ClockCheck(cluster, InstantSource.system()).run()));
        return List.copyOf(checks);
    }

    /** No broker answers. */
    public static final class UnreachableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreachableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static List<Check> guarded(String area, Supplier<List<Check>> checks) {
        try {
            return checks.get();
        } catch (Cluster.UnreadableException
                | TopicException
                | SchemaRegistryException
                | KafkaException
                | CancellationException e) {
            return List.of(Check.unknown(area, area, String.valueOf(e.getMessage())));
        }
    }

    /** Numbers that nobody set are those that are there: they cannot be changed, but must agree. */
    private TopicManifest manifest(int brokers) {
        var topics = patient.topics();
        var standard = topics.stepCommands(patient.queues().getFirst(), Priority.NORMAL);
        return new TopicManifest(
                topics,
                patient.jobPartitions().orElseGet(() -> partitions(topics.jobRequests(), patient.partitions())),
                patient.commandPartitions().orElseGet(() -> partitions(standard, patient.partitions())),
                (short) patient.replicas().orElse(Replicas.of(brokers).factor()),
                patient.queues());
    }

    private int partitions(String topic, int fallback) {
        return cluster.describe(List.of(topic)).stream()
                .findFirst()
                .map(described -> described.partitions().size())
                .orElse(fallback);
    }
}
