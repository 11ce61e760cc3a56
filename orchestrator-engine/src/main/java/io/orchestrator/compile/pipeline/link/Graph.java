package io.orchestrator.compile.pipeline.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which step waits for which: what its templates see ({@code dependencies}), and order alone ({@code after}). */
final class Graph {

    /** The most edges of a plan. */
    static final int MAX_EDGES = 200_000;

    private final List<SortedSet<Integer>> dependencies = new ArrayList<>();
    private final List<SortedSet<Integer>> after = new ArrayList<>();
    private int edges;

    Graph(int steps) {
        for (var i = 0; i < steps; i++) {
            dependencies.add(new TreeSet<>());
            after.add(new TreeSet<>());
        }
    }

    int size() {
        return dependencies.size();
    }

    SortedSet<Integer> dependencies(int step) {
        return dependencies.get(step);
    }

    SortedSet<Integer> after(int step) {
        return after.get(step);
    }

    /** Whether a bound was passed; further edges were left out. */
    boolean tooLarge() {
        return edges > MAX_EDGES;
    }

    void depend(int step, int on) {
        if (edges <= MAX_EDGES && dependencies.get(step).add(on)) {
            edges++;
        }
    }

    /** The step waits for another without seeing it; nothing where it does already. */
    void follow(int step, int other) {
        if (edges <= MAX_EDGES
                && !dependencies.get(step).contains(other)
                && after.get(step).add(other)) {
            edges++;
        }
    }

    /** Every step that the step waits for, directly or not. */
    BitSet ancestors(int step) {
        var found = new BitSet(size());
        var open = new ArrayDeque<Integer>();
        open.add(step);
        while (!open.isEmpty()) {
            var next = open.poll();
            for (var edges : List.of(dependencies.get(next), after.get(next))) {
                for (var other : edges) {
                    if (!found.get(other)) {
                        found.set(other);
                        open.add(other);
                    }
                }
            }
        }
        return found;
    }

    /** Cycles of dependencies, each from its first step in the document; every step is in at most one of them. */
    List<List<Integer>> cycles() {
        var left = new BitSet(size());
        left.set(0, size());
        drop(left);
        var cycles = new ArrayList<List<Integer>>();
        while (!left.isEmpty()) {
            var cycle = cycleAmong(left);
            cycles.add(cycle);
            cycle.forEach(left::clear);
            drop(left);
        }
        return cycles;
    }

    /** Longest path over dependencies, from 0; only where there is no cycle. */
    int[] levels() {
        var levels = new int[size()];
        for (var step : order()) {
            for (var other : dependencies.get(step)) {
                levels[step] = Math.max(levels[step], levels[other] + 1);
            }
        }
        return levels;
    }

    /** The steps that wait for each step, in the order of the document. */
    List<List<Integer>> successors() {
        var successors = new ArrayList<List<Integer>>();
        for (var i = 0; i < size(); i++) {
            successors.add(new ArrayList<>());
        }
        for (var step = 0; step < size(); step++) {
            var waits = new TreeSet<>(dependencies.get(step));
            waits.addAll(after.get(step));
            for (var other : waits) {
                successors.get(other).add(step);
            }
        }
        return successors;
    }

    /** Removes what waits only for what is gone: what stays is on a cycle or behind one. */
    private void drop(BitSet left) {
        var open = new int[size()];
        var readers = readers();
        var ready = new ArrayDeque<Integer>();
        for (var step = left.nextSetBit(0); step >= 0; step = left.nextSetBit(step + 1)) {
            open[step] = (int) dependencies.get(step).stream().filter(left::get).count();
            if (open[step] == 0) {
                ready.add(step);
            }
        }
        while (!ready.isEmpty()) {
            var step = ready.poll();
            left.clear(step);
            for (var reader : readers.get(step)) {
                if (left.get(reader) && --open[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
    }

    /** Every step left waits for one that is left, so walking on must come round. */
    private List<Integer> cycleAmong(BitSet left) {
        var path = new ArrayList<Integer>();
        var position = new int[size()];
        var step = left.nextSetBit(0);
        while (position[step] == 0) {
            path.add(step);
            position[step] = path.size();
            step = dependencies.get(step).stream().filter(left::get).findFirst().orElseThrow();
        }
        var cycle = path.subList(position[step] - 1, path.size());
        var first = cycle.indexOf(cycle.stream().min(Integer::compare).orElseThrow());
        var turned = new ArrayList<>(cycle.subList(first, cycle.size()));
        turned.addAll(cycle.subList(0, first));
        return turned;
    }

    private List<Integer> order() {
        var open = new int[size()];
        var readers = readers();
        var ready = new ArrayDeque<Integer>();
        for (var step = 0; step < size(); step++) {
            open[step] = dependencies.get(step).size();
            if (open[step] == 0) {
                ready.add(step);
            }
        }
        var order = new ArrayList<Integer>();
        while (!ready.isEmpty()) {
            var step = ready.poll();
            order.add(step);
            for (var reader : readers.get(step)) {
                if (--open[reader] == 0) {
                    ready.add(reader);
                }
            }
        }
        return order;
    }

    private List<List<Integer>> readers() {
        var readers = new ArrayList<List<Integer>>();
        for (var i = 0; i < size(); i++) {
            readers.add(new ArrayList<>());
        }
        for (var step = 0; step < size(); step++) {
            for (var other : dependencies.get(step)) {
                readers.get(other).add(step);
            }
        }
        return readers;
    }
}
