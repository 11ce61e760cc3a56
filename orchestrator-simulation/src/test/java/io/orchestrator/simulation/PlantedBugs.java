package io.orchestrator.simulation;

import io.orchestrator.codec.Codecs;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.wire.Sink;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.simulation.check.Promises;
import io.orchestrator.simulation.coordinator.Twist;
import io.orchestrator.simulation.log.Entry;
import io.orchestrator.topics.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Coordinators that are wrong in a known way about commands and answers. */
final class PlantedBugs {

    private PlantedBugs() {}

    /** A command that was sent once is not sent again when its transaction was aborted. */
    static Twist lostCommands() {
        return new Twist() {
            private final Set<String> sent = new HashSet<>();

            @Override
            public @Nullable Bytes read(Entry entry) {
                return entry.value();
            }

            @Override
            public Optional<Outgoing> write(Outgoing outgoing) {
                return outgoing.sink() == Sink.COMMANDS && !sent.add(outgoing.key())
                        ? Optional.empty()
                        : Optional.of(outgoing);
            }
        };
    }

    /** An answer to an earlier attempt is taken for one to the last attempt. */
    static Twist noFence(Kit kit) {
        return new NoFence(kit.topics(), kit.codecs(), new HashMap<>());
    }

    /** A recomputed command has another id. */
    static Twist unstableIds(Kit kit) {
        return new UnstableIds(kit.topics(), kit.codecs());
    }

    static boolean usable(Entry entry) {
        return entry.value() != null && entry.headers().lastHeader(Promises.FOREIGN) == null;
    }

    static Outgoing with(Outgoing outgoing, String key, byte[] value) {
        return new Outgoing(outgoing.sink(), key, outgoing.topic(), Bytes.wrap(value));
    }

    /** @param last command of each step */
    private record NoFence(Topics topics, Codecs codecs, Map<String, StepCommand> last) implements Twist {

        @Override
        public @Nullable Bytes read(Entry entry) {
            if (!entry.topic().equals(topics.taskCompleted()) || !usable(entry)) {
                return entry.value();
            }
            var completed = codecs.taskCompleted().decode(entry.bytes());
            var now = last.get(step(completed.task()));
            if (now == null || now.task().attempt() <= completed.task().attempt()) {
                return entry.value();
            }
            return Bytes.wrap(codecs.taskCompleted()
                    .encode(new TaskCompleted(
                            now.task(),
                            completed.worker(),
                            completed.startedAtMs(),
                            completed.completedAtMs(),
                            completed.result(),
                            now.claim())));
        }

        private static String step(TaskRef task) {
            return task.jobId() + "|" + task.step();
        }

        @Override
        public Optional<Outgoing> write(Outgoing outgoing) {
            var value = outgoing.value();
            if (outgoing.sink() == Sink.COMMANDS && value != null) {
                var command = codecs.stepCommands().decode(value.get());
                last.put(step(command.task()), command);
            }
            return Optional.of(outgoing);
        }
    }

    /** Only the first time an id leaves as it is; what comes back has the old one for the processor. */
    private static final class UnstableIds implements Twist {

        private final Topics topics;
        private final Codecs codecs;
        private final Map<String, TaskRef> ours = new HashMap<>();

        UnstableIds(Topics topics, Codecs codecs) {
            this.topics = topics;
            this.codecs = codecs;
        }

        @Override
        public Optional<Outgoing> write(Outgoing outgoing) {
            var value = outgoing.value();
            if (outgoing.sink() != Sink.COMMANDS || value == null) {
                return Optional.of(outgoing);
            }
            var command = codecs.stepCommands().decode(value.get());
            var task = command.task();
            var id = ours.containsKey(task.commandId()) ? task.commandId() + "-" + ours.size() : task.commandId();
            ours.put(id, task);
            var other = new StepCommand(
                    new TaskRef(id, task.jobId(), task.epoch(), task.step(), task.attempt()),
                    command.call(),
                    command.secretMark(),
                    command.sealed(),
                    command.file(),
                    command.timeoutMs(),
                    command.queue(),
                    command.priority(),
                    command.delivery(),
                    command.workspace(),
                    command.dispatchedAtMs(),
                    command.claim(),
                    command.manner());
            return Optional.of(with(outgoing, id, codecs.stepCommands().encode(other)));
        }

        @Override
        public @Nullable Bytes read(Entry entry) {
            if (!usable(entry)) {
                return entry.value();
            }
            if (entry.topic().equals(topics.taskStarted())) {
                var s = codecs.taskStarted().decode(entry.bytes());
                return Bytes.wrap(
                        codecs.taskStarted().encode(new TaskStarted(ours(s.task()), s.worker(), s.atMs(), s.claim())));
            }
            if (entry.topic().equals(topics.taskProgress())) {
                var p = codecs.taskProgress().decode(entry.bytes());
                return Bytes.wrap(codecs.taskProgress()
                        .encode(new TaskProgress(
                                ours(p.task()), p.worker(), p.atMs(), p.leaseMs(), p.message(), p.claim())));
            }
            if (entry.topic().equals(topics.taskCompleted())) {
                var c = codecs.taskCompleted().decode(entry.bytes());
                return Bytes.wrap(codecs.taskCompleted()
                        .encode(new TaskCompleted(
                                ours(c.task()),
                                c.worker(),
                                c.startedAtMs(),
                                c.completedAtMs(),
                                c.result(),
                                c.claim())));
            }
            return entry.value();
        }

        private TaskRef ours(TaskRef task) {
            return ours.getOrDefault(task.commandId(), task);
        }
    }
}
