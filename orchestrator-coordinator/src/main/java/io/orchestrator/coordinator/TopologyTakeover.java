package io.orchestrator.coordinator;

import static io.orchestrator.coordinator.ClusterCheck.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a version with another topology take over a streams group. Kafka keeps the topology of such a group and takes no
 * other one (4.3: "Topology updates are not supported yet"), so the group is made anew, at the same offsets, once nobody
 * is in it any more. The offsets are kept by a second group meanwhile: what dies half-way is finished by the next start.
 */
final class TopologyTakeover {

    /** Longer than a session of a member that was killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(TopologyTakeover.class);

    private final Admin admin;
    private final String group;
    private final String keeper;

    TopologyTakeover(Admin admin, String group) {
        this.admin = admin;
        this.group = group;
        this.keeper = group + "-takeover";
    }

    /** @throws CoordinatorStartException where coordinators of another version still run, or Kafka does not answer */
    void run(Topology topology) {
        var known = describe();
        if (known.isEmpty()) {
            finishEarlier();
        } else if (!topics(known.get()).equals(topics(topology))) {
            requireEmpty();
            LOG.info(
                    "streams group {} has the topology of another version: it is made anew at the same offsets", group);
            replace(offsets());
        }
    }

    private void replace(Map<TopicPartition, OffsetAndMetadata> offsets) {
        var read = !offsets.isEmpty();
        if (read) {
            commit(keeper, offsets);
        }
        await(admin.deleteStreamsGroups(List.of(group)).all(), "streams group " + group + " cannot be made anew");
        if (read) {
            moveBack(offsets);
        }
    }

    /** An earlier takeover may have died between deleting the group and making it anew. */
    private void finishEarlier() {
        var kept = await(
                admin.listConsumerGroupOffsets(keeper).partitionsToOffsetAndMetadata(keeper),
                "the offsets of group " + keeper + " cannot be read");
        kept.values().removeIf(offset -> offset == null);
        if (!kept.isEmpty()) {
            moveBack(kept);
        }
    }

    private void moveBack(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commit(group, offsets);
        await(admin.deleteConsumerGroups(List.of(keeper)).all(), "group " + keeper + " cannot be deleted");
    }

    private void commit(String to, Map<TopicPartition, OffsetAndMetadata> offsets) {
        await(admin.alterConsumerGroupOffsets(to, offsets).all(), "the offsets of group " + to + " cannot be written");
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        var offsets = await(
                admin.listStreamsGroupOffsets(Map.of(group, new ListStreamsGroupOffsetsSpec()))
                        .partitionsToOffsetAndMetadata(group),
                "the offsets of streams group " + group + " cannot be read");
        offsets.values().removeIf(offset -> offset == null);
        return offsets;
    }

    private void requireEmpty() {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (describe()
                .filter(known -> known.groupState() != GroupState.EMPTY)
                .isPresent()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new CoordinatorStartException("coordinators of another version run in streams group " + group
                        + ": stop all of them; then those of this version take over where they were");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Optional<StreamsGroupDescription> describe() {
        try {
            var described = await(
                    admin.describeStreamsGroups(List.of(group)).all(),
                    "streams group " + group + " cannot be described");
            return Optional.ofNullable(described.get(group));
        } catch (CoordinatorStartException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What it reads, and where its stores are kept. */
    private static Set<String> topics(StreamsGroupDescription known) {
        var topics = new HashSet<String>();
        known.subtopologies().forEach(part -> {
            topics.addAll(part.sourceTopics());
            topics.addAll(part.stateChangelogTopics().keySet());
        });
        return topics;
    }

    private Set<String> topics(Topology topology) {
        var topics = new HashSet<String>();
        topology.describe()
                .subtopologies()
                .forEach(part -> part.nodes().forEach(node -> {
                    if (node instanceof TopologyDescription.Source source) {
                        topics.addAll(source.topicSet());
                    } else if (node instanceof TopologyDescription.Processor processor) {
                        processor.stores().forEach(store -> topics.add(group + "-" + store + "-changelog"));
                    }
                }));
        return topics;
    }
}
