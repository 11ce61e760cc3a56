package io.orchestrator.worker.loop;

import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether other workers could take what this one has no slot for. A share group deals its partitions out evenly, so
 * with as many partitions as workers a full worker would keep its partitions from idle ones. Thread-safe.
 */
final class Standby {

    /** How long a lane is full before it asks. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);

    private final Admin admin;
    private final Topics topics;
    private final String workerId;

    Standby(Admin admin, LoopConfig config) {
        this.admin = admin;
        this.topics = config.topics();
        this.workerId = config.workerId();
    }

    /** Whether somebody else is there for the lane's partitions. */
    boolean shouldStepBack(LaneName lane, Duration fullFor) throws InterruptedException {
        if (fullFor.compareTo(PATIENCE) < 0) {
            return false;
        }
        var group = topics.shareGroup(lane.queue());
        var topic = topics.stepCommands(lane.queue(), lane.priority());
        try {
            var described = admin.describeShareGroups(List.of(group))
                    .all()
                    .get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return described.values().stream()
                    .flatMap(description -> description.members().stream())
                    .filter(member -> !member.clientId().startsWith(workerId))
                    .anyMatch(member -> member.assignment().topicPartitions().stream()
                            .anyMatch(partition -> partition.topic().equals(topic)));
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the members of {} are unknown: {}", group, e.toString());
            return false;
        }
    }
}
