package io.orchestrator.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Creates what a {@link TopicManifest} asks for. Applying twice changes nothing the second time; nothing is ever deleted.
 * Thread-safe as the given client is; closing that client is the caller's.
 */
public final class TopicAdmin {

    /** How long one answer of the cluster may take. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration VISIBLE_PAUSE = Duration.ofMillis(100);

    private final Admin admin;

    public TopicAdmin(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates missing topics, corrects topic settings, and sets the share groups' settings; returns when the cluster shows
     * them.
     *
     * @return one line for each thing done; empty where all was in order
     * @throws TopicException where a topic exists with another number of partitions (all are named, nothing is changed),
     *     or the cluster refuses or does not answer
     */
    public List<String> apply(TopicManifest manifest) {
        var existing = existing(manifest);
        refuseOtherPartitions(manifest, existing);
        var done = new ArrayList<String>();
        create(manifest, existing, done);
        correctTopics(manifest, existing, done);
        correctGroups(manifest, done);
        if (!done.isEmpty()) {
            awaitVisible(manifest);
        }
        return List.copyOf(done);
    }

    /**
     * Creates a topic of a user's, with the brokers' settings and replicas.
     *
     * @param partitions as the brokers say where empty
     * @return false where it is there already
     * @throws TopicException where the cluster refuses (a name or number that cannot be) or does not answer
     */
    public boolean create(String name, Optional<Integer> partitions) {
        var answers = admin.createTopics(List.of(new NewTopic(name, partitions, Optional.empty())));
        return created(answers.all(), name);
    }

    /** One line for each topic and share group of the manifest: as it should be, missing, or what differs. */
    public List<String> describe(TopicManifest manifest) {
        var existing = existing(manifest);
        var wanted = wanted(manifest, existing);
        var differences = differences(wanted);
        var lines = new ArrayList<String>();
        for (TopicSpec spec : manifest.specs()) {
            var found = existing.get(spec.name());
            lines.add(found == null ? spec.name() + ": missing" : line(spec, found, manifest, differences));
        }
        for (String queue : manifest.queues()) {
            var group = manifest.topics().shareGroup(queue);
            var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
            lines.add("share group " + group + ": " + verdict(differences.getOrDefault(resource, Map.of())));
        }
        return List.copyOf(lines);
    }

    /** Everything in which topics and share groups are not as the manifest asks, in its order. */
    public List<TopicDifference> differences(TopicManifest manifest) {
        var existing = existing(manifest);
        var differences = new ArrayList<TopicDifference>();
        for (TopicSpec spec : manifest.specs()) {
            var found = existing.get(spec.name());
            if (found == null) {
                differences.add(new TopicDifference(spec.name(), TopicDifference.EXISTS, "false", "true"));
            } else {
                var partitions = found.partitions().size();
                var replicas = found.partitions().getFirst().replicas().size();
                addOther(differences, spec.name(), TopicDifference.PARTITIONS, partitions, spec.partitions());
                addOther(differences, spec.name(), TopicDifference.REPLICAS, replicas, manifest.replicationFactor());
            }
        }
        differences(wanted(manifest, existing))
                .forEach((resource, changes) -> changes.forEach((setting, change) -> differences.add(
                        new TopicDifference(resource.name(), setting, change.before(), change.after()))));
        return List.copyOf(differences);
    }

    private static void addOther(
            List<TopicDifference> differences, String topic, String setting, int found, int wanted) {
        if (found != wanted) {
            differences.add(new TopicDifference(topic, setting, String.valueOf(found), String.valueOf(wanted)));
        }
    }

    private static String line(
            TopicSpec spec,
            TopicDescription found,
            TopicManifest manifest,
            Map<ConfigResource, Map<String, Change>> differences) {
        var line = new StringBuilder(spec.name()).append(": ");
        var partitions = found.partitions().size();
        if (partitions != spec.partitions()) {
            line.append(partitions)
                    .append(" partitions, not ")
                    .append(spec.partitions())
                    .append("; ");
        }
        var replicas = found.partitions().getFirst().replicas().size();
        if (replicas != manifest.replicationFactor()) {
            line.append(replicas)
                    .append(" replicas, not ")
                    .append(manifest.replicationFactor())
                    .append("; ");
        }
        var changes = differences.getOrDefault(topicResource(spec.name()), Map.of());
        return line.append(verdict(changes)).toString();
    }

    private static String verdict(Map<String, Change> changes) {
        var differing = new ArrayList<String>();
        changes.forEach((name, change) -> differing.add(name + " is " + change.before() + ", not " + change.after()));
        return differing.isEmpty() ? "settings as they should be" : String.join(", ", differing);
    }

    private Map<String, TopicDescription> existing(TopicManifest manifest) {
        var wanted = manifest.specs().stream().map(TopicSpec::name).collect(Collectors.toSet());
        var found = new HashSet<>(await(admin.listTopics().names(), "list topics"));
        found.retainAll(wanted);
        return await(admin.describeTopics(found).allTopicNames(), "describe topics");
    }

    private static void refuseOtherPartitions(TopicManifest manifest, Map<String, TopicDescription> existing) {
        var wrong = new ArrayList<String>();
        for (TopicSpec spec : manifest.specs()) {
            var found = existing.get(spec.name());
            if (found != null && found.partitions().size() != spec.partitions()) {
                wrong.add(spec.name() + " has " + found.partitions().size() + " partitions, not " + spec.partitions());
            }
        }
        if (!wrong.isEmpty()) {
            throw new TopicException(String.join("; ", wrong)
                    + ". The number of partitions is fixed for the life of a cluster: configure the number that exists,"
                    + " or choose another topic prefix");
        }
    }

    private void create(TopicManifest manifest, Map<String, TopicDescription> existing, List<String> done) {
        var missing = manifest.specs().stream()
                .filter(spec -> !existing.containsKey(spec.name()))
                .toList();
        var topics = missing.stream()
                .map(spec -> new NewTopic(spec.name(), spec.partitions(), manifest.replicationFactor())
                        .configs(spec.configs()))
                .toList();
        var answers = admin.createTopics(topics).values();
        for (TopicSpec spec : missing) {
            var answer = answers.get(spec.name());
            if (answer != null && created(answer, spec.name())) {
                done.add("created topic " + spec.name() + " (" + spec.partitions() + " partitions, "
                        + manifest.replicationFactor() + " replicas)");
            }
        }
    }

    /** False where another process created it in the meantime, which is as good. */
    private static boolean created(KafkaFuture<Void> answer, String name) {
        try {
            await(answer, "create topic " + name);
            return true;
        } catch (TopicException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private void correctTopics(TopicManifest manifest, Map<String, TopicDescription> existing, List<String> done) {
        var wanted = wanted(manifest, existing);
        wanted.keySet().removeIf(resource -> resource.type() != ConfigResource.Type.TOPIC);
        correct(wanted, "topic ", done);
    }

    private void correctGroups(TopicManifest manifest, List<String> done) {
        correct(wanted(manifest, Map.of()), "share group ", done);
    }

    private void correct(Map<ConfigResource, Map<String, String>> wanted, String what, List<String> done) {
        var changes = differences(wanted);
        if (changes.isEmpty()) {
            return;
        }
        var operations = new LinkedHashMap<ConfigResource, Collection<AlterConfigOp>>();
        changes.forEach((resource, differing) -> operations.put(resource, operations(differing)));
        await(admin.incrementalAlterConfigs(operations).all(), "set " + what + "settings");
        changes.forEach((resource, differing) -> differing.forEach((name, change) -> done.add(
                what + resource.name() + ": set " + name + "=" + change.after() + " (was " + change.before() + ")")));
    }

    /** Brokers learn of new settings some hundred milliseconds after the controller has accepted them. */
    private void awaitVisible(TopicManifest manifest) {
        var deadline = System.nanoTime() + ANSWER_TIMEOUT.toNanos();
        while (!visible(manifest)) {
            if (System.nanoTime() > deadline) {
                throw new TopicException("the cluster accepted the topics and settings but does not show them after "
                        + ANSWER_TIMEOUT.toSeconds() + " s: see the brokers' logs, then apply again");
            }
            pause();
        }
    }

    private boolean visible(TopicManifest manifest) {
        try {
            var existing = existing(manifest);
            return existing.size() == manifest.specs().size()
                    && differences(wanted(manifest, existing)).isEmpty();
        } catch (TopicException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(VISIBLE_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("interrupted while waiting for the topics and settings to take effect", e);
        }
    }

    private static Collection<AlterConfigOp> operations(Map<String, Change> changes) {
        return changes.entrySet().stream()
                .map(e -> new AlterConfigOp(
                        new ConfigEntry(e.getKey(), e.getValue().after()), AlterConfigOp.OpType.SET))
                .toList();
    }

    private record Change(String before, String after) {}

    /** Of existing topics, and of every share group (a group's settings may be set before it has members). */
    private static Map<ConfigResource, Map<String, String>> wanted(
            TopicManifest manifest, Map<String, TopicDescription> existing) {
        var wanted = new LinkedHashMap<ConfigResource, Map<String, String>>();
        for (TopicSpec spec : manifest.specs()) {
            if (existing.containsKey(spec.name())) {
                wanted.put(topicResource(spec.name()), spec.configs());
            }
        }
        for (String queue : manifest.queues()) {
            var group = manifest.topics().shareGroup(queue);
            wanted.put(new ConfigResource(ConfigResource.Type.GROUP, group), manifest.shareGroupConfigs());
        }
        return wanted;
    }

    private Map<ConfigResource, Map<String, Change>> differences(Map<ConfigResource, Map<String, String>> wanted) {
        var found = await(admin.describeConfigs(wanted.keySet()).all(), "read topic and group settings");
        var differences = new LinkedHashMap<ConfigResource, Map<String, Change>>();
        wanted.forEach((resource, configs) -> {
            var changes = changes(configs, found.get(resource));
            if (!changes.isEmpty()) {
                differences.put(resource, changes);
            }
        });
        return differences;
    }

    private static Map<String, Change> changes(Map<String, String> wanted, @Nullable Config found) {
        var changes = new LinkedHashMap<String, Change>();
        wanted.forEach((name, value) -> {
            var entry = found == null ? null : found.get(name);
            var before = entry == null ? "not set" : String.valueOf(entry.value());
            if (!before.equals(value)) {
                changes.put(name, new Change(before, value));
            }
        });
        return changes;
    }

    private static ConfigResource topicResource(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private static <T> T await(KafkaFuture<T> answer, String what) {
        try {
            return answer.get(ANSWER_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new TopicException("the cluster refused to " + what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new TopicException(
                    "the cluster did not answer within " + ANSWER_TIMEOUT.toSeconds() + " s: could not " + what
                            + "; check that bootstrap.servers names a reachable broker",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("interrupted while waiting to " + what, e);
        }
    }
}
