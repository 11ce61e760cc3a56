package io.orchestrator.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.engine.Versions;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.simulation.coordinator.Rows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/**
 * I12: the variables of one job as its checkpoints keep them, taken from the stored rows when a checkpoint is made. They
 * must never change, and are what the job has when it goes back.
 */
final class Pictures {

    private static final byte VARIABLE = 1;
    private static final byte GENERATION = 2;

    /** The stored bytes of a variable. */
    private record Seen(String name, Bytes value) {}

    private final String jobId;
    private final StateCodec codec;
    private final Tally tally;
    private final Map<Integer, Map<Bytes, Seen>> pictures = new HashMap<>();

    Pictures(String jobId, StateCodec codec, Tally tally) {
        this.jobId = jobId;
        this.codec = codec;
        this.tally = tally;
    }

    /**
     * @param events of one transaction
     * @param leaves as they are stored after it
     * @param root as it is stored after it
     */
    void committed(List<JobEvent> events, Rows leaves, byte[] root) {
        var made = new HashSet<Integer>();
        var changed = new HashSet<String>();
        var back = Optional.<ControlFact.Restored>empty();
        for (JobEvent event : events) {
            switch (event.fact()) {
                case ControlFact.CheckpointMade f -> made.add(f.number());
                case ControlFact.Restored f -> {
                    back = Optional.of(f);
                    changed.clear();
                }
                case ControlFact.VariableSet f -> changed.add(f.name());
                case JobFact.VariableChanged f -> changed.add(f.name());
                default -> {} // no other fact changes a variable
            }
        }
        keep(made, leaves);
        var now = codec.root(root).versions();
        back.ifPresent(restored -> compare(restored.checkpoint(), now, leaves, changed));
    }

    private void keep(Set<Integer> made, Rows leaves) {
        pictures.keySet().removeIf(number -> leaves.get(StateKeys.saved(jobId, number)) == null);
        for (int number : made) {
            saved(number, leaves).ifPresent(versions -> pictures.put(number, seen(leaves, versions)));
        }
        pictures.forEach((number, picture) -> assertThat(
                        seen(leaves, saved(number, leaves).orElseThrow()))
                .as("I12: the variables that checkpoint %s of %s keeps", number, jobId)
                .isEqualTo(picture));
    }

    private Optional<Versions> saved(int number, Rows leaves) {
        return Optional.ofNullable(leaves.get(StateKeys.saved(jobId, number)))
                .map(bytes -> codec.root(bytes).versions());
    }

    private void compare(int number, Versions now, Rows leaves, Set<String> changed) {
        var picture = pictures.get(number);
        if (picture == null) {
            return; // made, restored and dropped in one transaction
        }
        var then = new TreeMap<>(picture);
        var seen = seen(leaves, now);
        then.values().removeIf(variable -> changed.contains(variable.name()));
        seen.values().removeIf(variable -> changed.contains(variable.name()));
        assertThat(seen)
                .as("I12: the variables of %s after it went back to checkpoint %s", jobId, number)
                .isEqualTo(then);
        tally.add("variables restored", then.size());
    }

    /** The variables that a root with these versions sees. */
    private Map<Bytes, Seen> seen(Rows leaves, Versions versions) {
        var seen = new TreeMap<Bytes, Seen>();
        leaves.forEach(StateKeys.first(jobId), StateKeys.last(jobId), (key, value) -> {
            var from = name(key);
            if (from < 0) {
                return;
            }
            var to = from;
            while (to < key.length && key[to] != GENERATION) {
                to++;
            }
            var generation = to == key.length
                    ? 0
                    : ByteBuffer.wrap(key, to + 1, Integer.BYTES).getInt();
            if (generation == 0 || versions.sees(generation)) {
                var name = new String(key, from, to - from, StandardCharsets.UTF_8);
                seen.put(Bytes.wrap(Arrays.copyOf(key, to)), new Seen(name, Bytes.wrap(value)));
            }
        });
        return seen;
    }

    /** Where the variable's name begins in the key of a leaf; -1 where it is no variable's. */
    private int name(byte[] key) {
        for (int at = StateKeys.first(jobId).length; at < key.length; at += 2 * Integer.BYTES) {
            // What is no name follows where this is the end of a number.
            if (key[at] == VARIABLE && at + 1 < key.length && key[at + 1] > GENERATION) {
                return at + 1;
            }
        }
        return -1;
    }
}
