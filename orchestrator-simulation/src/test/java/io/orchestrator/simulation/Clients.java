package io.orchestrator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.simulation.check.Promises;
import io.orchestrator.simulation.log.Entry;
import io.orchestrator.simulation.log.Outbound;
import io.orchestrator.simulation.work.Documents;
import io.orchestrator.topics.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Whoever writes to the topics from outside: clients that ask, repeat and want changes, and writers of bad records. */
final class Clients {

    private final World world;
    private final int maxJobs;
    private final Map<String, JobRequest> asked = new TreeMap<>();
    private final List<Entry> bad = new ArrayList<>();
    private final Wishes wishes;
    private final OutsideSignals signals;

    Clients(World world) {
        this.world = world;
        this.wishes = new Wishes(world);
        this.signals = new OutsideSignals(world);
        this.maxJobs = 1 + world.random.nextInt(3);
    }

    /** The jobs asked for so far. */
    Set<String> asked() {
        return asked.keySet();
    }

    /** Something a client does, by chance. */
    void act() {
        var choice = world.random.nextInt(100);
        if (choice < 22) {
            submit();
        } else if (choice < 28) {
            repeat();
        } else if (choice < 68) {
            wishes.act(asked.keySet());
        } else if (choice < 76) {
            repeatAnswer();
        } else if (choice < 84) {
            forge();
        } else {
            spoil();
        }
    }

    /** Something may happen outside, too. */
    void outside() {
        signals.act();
    }

    void submit() {
        if (asked.size() >= maxJobs) {
            return;
        }
        var id = "job-" + asked.size();
        var request = request(id);
        asked.put(id, request);
        send(request);
    }

    private JobRequest request(String id) {
        var unknown = world.random.nextInt(15) == 0;
        var child = unknown || world.random.nextInt(6) == 0;
        var inputs = new LinkedHashMap<String, Value>();
        if (world.random.nextInt(3) == 0) {
            inputs.put("pin", Value.of(Kit.SEALER.seal(Value.of(Promises.SECRET), id)));
        }
        return new JobRequest(
                id,
                child ? Optional.of(unknown ? "nobody-knows" : world.any(Documents.CHILDREN)) : Optional.empty(),
                child ? Optional.empty() : Optional.of(Documents.of(world.random.nextInt(Documents.COUNT))),
                Value.of(inputs),
                Optional.<Priority>empty(),
                Map.of("team", "a"),
                "",
                "ann",
                world.nowMs());
    }

    private void send(JobRequest request) {
        var record = Outbound.of(
                world.kit.topics().jobRequests(),
                request.jobId(),
                world.kit.codecs().jobRequests().encode(request));
        // Some clients partition by a hash of their own.
        var anywhere = world.random.nextInt(10) == 0;
        var entry = world.log.append(anywhere ? record.to(world.random.nextInt(world.cluster.partitions())) : record);
        world.tell("a client asks for " + request.jobId() + " at " + entry.place());
    }

    private void repeat() {
        if (!asked.isEmpty()) {
            send(world.any(List.copyOf(asked.values())));
        }
    }

    /** What jobs cannot do without clients, is done. */
    void help() {
        wishes.help();
    }

    /** The same answer of a worker again, however late. */
    private void repeatAnswer() {
        var source = world.any(List.of(Source.STARTED, Source.PROGRESS, Source.COMPLETED));
        var all = world.log.entries(source.topic(world.kit.topics())).stream()
                .filter(entry -> entry.headers().lastHeader(Promises.FOREIGN) == null)
                .toList();
        if (!all.isEmpty()) {
            var entry = world.any(all);
            world.log.append(new Outbound(
                    entry.topic(), entry.partition(), entry.key(), entry.value(), new RecordHeaders(foreign())));
            world.tell(entry.place() + " comes again");
        }
    }

    /** An answer to a command that does not bear its claim. */
    private void forge() {
        var commands = world.promises.commands();
        if (commands.isEmpty()) {
            return;
        }
        StepCommand command = world.any(commands);
        var result = new TaskResult.Done(Value.of(Map.of("result", Value.of("forged"))), Optional.empty());
        var completed = new TaskCompleted(command.task(), "mallory", 0, 0, result, "claim");
        append(
                world.kit.topics().taskCompleted(),
                command.task().jobId(),
                world.kit.codecs().taskCompleted().encode(completed));
        world.tell("somebody forges an answer to " + command.task().commandId());
    }

    /** A record that cannot be used, on any topic that is read. */
    private void spoil() {
        var topics = new ArrayList<String>();
        for (var source : Source.values()) {
            topics.add(source.topic(world.kit.topics()));
        }
        topics.add(world.kit.topics().workerControls());
        topics.add(world.kit.topics().stepCommands(Topics.DEFAULT_QUEUE, Priority.NORMAL));
        var topic = world.any(topics);
        var key = asked.isEmpty() || world.random.nextInt(4) > 0 ? "nobody" : world.any(List.copyOf(asked.keySet()));
        var value = switch (world.random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new byte[] {1, 2, 3};
            default -> new byte[] {0, 0, 0, 0, (byte) (1 + world.random.nextInt(12)), 77};
        };
        var entry = append(topic, world.random.nextInt(8) == 0 ? null : key, value);
        // Every worker reads the orders, and the letter of one that cannot write it is in its log only.
        if (!topic.equals(world.kit.topics().workerControls())) {
            bad.add(entry);
        }
        world.tell("a bad record at " + entry.place() + " of " + key);
    }

    private Entry append(String topic, @Nullable String key, byte @Nullable [] value) {
        var record = Outbound.of(topic, key, value);
        return world.log.append(
                new Outbound(topic, Outbound.BY_KEY, record.key(), record.value(), new RecordHeaders(foreign())));
    }

    private static List<Header> foreign() {
        return List.of(new RecordHeader(Promises.FOREIGN, new byte[0]));
    }

    /** I14: what became of every bad record, and of every signal that nobody had, is told by a dead letter. */
    void checkLetters() {
        var letters = letters();
        for (var entry : bad) {
            assertThat(letters).as("I14: the bad record has a dead letter").contains(entry.place());
        }
        signals.check(letters);
    }

    private Set<String> letters() {
        var letters = new HashSet<String>();
        for (var entry : world.log.entries(world.kit.topics().deadLetters())) {
            if (entry.committed()) {
                var letter = world.kit.codecs().deadLetters().decode(entry.bytes());
                letters.add(letter.topic() + "-" + letter.partition() + "@" + letter.offset());
            }
        }
        return letters;
    }
}
