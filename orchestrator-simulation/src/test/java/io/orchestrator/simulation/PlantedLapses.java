package io.orchestrator.simulation;

import io.orchestrator.codec.Codecs;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.wire.Sink;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.model.Call;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.simulation.coordinator.Twist;
import io.orchestrator.simulation.log.Entry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Coordinators that are wrong in a known way about what jobs, owners and variables are. */
final class PlantedLapses {

    private PlantedLapses() {}

    /** Everything as it should be; what differs is overridden. */
    private interface Right extends Twist {
        @Override
        default @Nullable Bytes read(Entry entry) {
            return entry.value();
        }

        @Override
        default Optional<Outgoing> write(Outgoing outgoing) {
            return Optional.of(outgoing);
        }
    }

    /** A coordinator that tells of a pause, and stores it, but goes on by what it keeps itself. */
    static Twist forgottenPauses() {
        var codec = new StateCodec();
        return new Right() {
            @Override
            public byte @Nullable [] kept(String store, byte @Nullable [] value) {
                if (!store.equals(Stores.ROOTS) || value == null) {
                    return value;
                }
                var root = codec.root(value);
                return root.status() == JobStatus.PAUSED ? codec.encode(running(root)) : value;
            }
        };
    }

    private static JobRoot running(JobRoot root) {
        return new JobRoot(
                JobStatus.RUNNING,
                root.epoch(),
                root.sequence(),
                root.updatedAtMs(),
                root.stepsEnded(),
                root.stepFailed(),
                root.stepUnsuccessful(),
                root.success(),
                root.outputs(),
                root.failure(),
                root.failedStep(),
                root.ending(),
                root.course(),
                root.versions());
    }

    /** A grant that names no worker: whoever has the command begins. */
    static Twist grantsForAll(Kit kit) {
        return new Right() {
            @Override
            public Optional<Outgoing> write(Outgoing outgoing) {
                var value = outgoing.value();
                if (outgoing.sink() != Sink.WORKER_CONTROLS || value == null) {
                    return Optional.of(outgoing);
                }
                var order = kit.codecs().workerControls().decode(value.get());
                var all = new WorkerControl(order.task(), "", order.reason(), order.kind());
                return order.kind() == WorkerControl.Kind.GRANT
                        ? Optional.of(PlantedBugs.with(
                                outgoing, "", kit.codecs().workerControls().encode(all)))
                        : Optional.of(outgoing);
            }
        };
    }

    /** A step of an iteration sees what another iteration has assigned. */
    static Twist sharedVariables(Kit kit) {
        return new SharedVariables(kit.codecs());
    }

    private static final class SharedVariables implements Right {

        private static final Pattern SIGHT = Pattern.compile("sees (\\S+) for");

        private final Codecs codecs;
        private final Map<String, String> last = new HashMap<>();
        private final Map<String, String> seen = new HashMap<>();

        SharedVariables(Codecs codecs) {
            this.codecs = codecs;
        }

        @Override
        public Optional<Outgoing> write(Outgoing outgoing) {
            var value = outgoing.value();
            if (outgoing.sink() != Sink.COMMANDS || value == null) {
                return Optional.of(outgoing);
            }
            var command = codecs.stepCommands().decode(value.get());
            if (!(command.call() instanceof Call.Tool tool)
                    || !(tool.parameters().get("command") instanceof Value.Text text)) {
                return Optional.of(outgoing);
            }
            var sight = SIGHT.matcher(text.value());
            if (!sight.find()) {
                return Optional.of(outgoing);
            }
            var step = command.task().jobId() + command.task().step().replaceAll("\\[\\d+]", "");
            var others = last.put(step, sight.group(1));
            var sees = seen.computeIfAbsent(command.task().commandId(), id -> others == null ? sight.group(1) : others);
            var parameters = new LinkedHashMap<>(tool.parameters().entries());
            parameters.put("command", Value.of(sight.replaceFirst("sees " + sees + " for")));
            var call = new Call.Tool(tool.tool(), tool.action(), Value.of(parameters), tool.outputSchema());
            return Optional.of(PlantedBugs.with(
                    outgoing, outgoing.key(), codecs.stepCommands().encode(with(command, call))));
        }

        private static StepCommand with(StepCommand command, Call call) {
            return new StepCommand(
                    command.task(),
                    call,
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
        }
    }

    /** What is assigned after a checkpoint is written over what the checkpoint keeps. */
    static Twist overwrittenCheckpoints() {
        return new Right() {
            @Override
            public Object place(String store, Object key) {
                return store.equals(Stores.STEPS) && key instanceof byte[] leaf && isVersionOfVariable(leaf)
                        ? Arrays.copyOf(leaf, leaf.length - 1 - Integer.BYTES)
                        : key;
            }
        };
    }

    /** A name, then the generation. */
    private static boolean isVersionOfVariable(byte[] leaf) {
        var at = leaf.length - 1 - Integer.BYTES;
        return at > 1 && leaf[at] == 2 && Character.isLetterOrDigit((char) leaf[at - 1]);
    }
}
