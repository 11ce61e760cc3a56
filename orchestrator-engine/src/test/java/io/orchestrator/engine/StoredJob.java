package io.orchestrator.engine;

import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps a job the way the coordinator's stores do: leaves by path and generation, roots of checkpoints by number. */
final class StoredJob {

    private final Map<Object, TreeMap<Integer, Object>> leaves = new HashMap<>();
    private final Map<Integer, JobHeader> headers = new HashMap<>();
    private final Map<Integer, JobRoot> savedRoots = new HashMap<>();
    private List<Checkpoint> checkpoints = List.of();
    private @Nullable JobRoot root;

    void save(JobState before, JobState after) {
        var now = after.root();
        var generation = now.versions().generation();
        if (!before.exists() || !before.header().equals(after.header())) {
            headers.put(now.versions().header(), after.header());
        }
        var changes = after.changes();
        changes.steps().forEach((path, step) -> put(path, generation, step));
        changes.frames().forEach((path, frame) -> put(path, generation, frame));
        changes.items().forEach((path, items) -> put(path, generation, items));
        changes.variables().forEach((path, variable) -> put(path, generation, variable));
        if (changes.signals() != null) {
            put("signals", generation, changes.signals());
        }
        if (changes.checkpoints() != null) {
            checkpoints = changes.checkpoints();
        }
        if (root != null && root.versions().checkpoints() < now.versions().checkpoints()) {
            savedRoots.put(now.versions().checkpoints(), root);
        }
        savedRoots
                .keySet()
                .retainAll(checkpoints.stream().map(Checkpoint::number).toList());
        root = now;
    }

    private void put(Object path, int generation, Object leaf) {
        leaves.computeIfAbsent(path, p -> new TreeMap<>()).put(generation, leaf);
    }

    JobState state() {
        return root == null ? JobState.absent() : state(root);
    }

    /** After a quarantine, which changes no leaf. */
    void put(JobRoot now) {
        root = now;
    }

    private JobState state(JobRoot of) {
        return JobState.of(header(of), of, new Seen(of.versions()));
    }

    private JobHeader header(JobRoot of) {
        return java.util.Objects.requireNonNull(headers.get(of.versions().header()));
    }

    List<Checkpoint> checkpoints() {
        return checkpoints;
    }

    /** Every step instance that the job sees. */
    Stream<StepState> steps() {
        var found = new ArrayList<StepState>();
        state().draft().leaves().steps(found::add);
        return found.stream();
    }

    /** The leaves that a job with these versions sees. */
    private final class Seen implements Leaves {

        private final Versions versions;

        Seen(Versions versions) {
            this.versions = versions;
        }

        private @Nullable Object find(Object path) {
            var written = leaves.get(path);
            if (written == null) {
                return null;
            }
            return written.descendingMap().entrySet().stream()
                    .filter(entry -> versions.sees(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public @Nullable StepState step(StepPath path) {
            return (StepState) find(path);
        }

        @Override
        public @Nullable FrameState frame(FramePath path) {
            return (FrameState) find(path);
        }

        @Override
        public Value.@Nullable Array items(ItemsPath path) {
            return (Value.Array) find(path);
        }

        @Override
        public void steps(Consumer<StepState> reader) {
            for (Object path : List.copyOf(leaves.keySet())) {
                if (path instanceof StepPath step && find(step) != null) {
                    reader.accept((StepState) find(step));
                }
            }
        }

        @Override
        public @Nullable VariableState variable(VariablePath path) {
            return (VariableState) find(path);
        }

        @Override
        public @Nullable Signals signals() {
            return (Signals) find("signals");
        }

        @Override
        public List<Checkpoint> checkpoints() {
            return checkpoints;
        }

        @Override
        public @Nullable Saved saved(int checkpoint) {
            var saved = savedRoots.get(checkpoint);
            return saved == null ? null : new Saved(header(saved), saved, new Seen(saved.versions()));
        }
    }
}
