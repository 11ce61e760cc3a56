package io.orchestrator.simulation.check;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what happened, over all seeds: whether the simulation still reaches what it is for. Thread-safe. */
public final class Tally {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    public void add(String what) {
        add(what, 1);
    }

    public void add(String what, long times) {
        if (times > 0) {
            counts.computeIfAbsent(what, w -> new LongAdder()).add(times);
        }
    }

    /** What has happened at all, in the order of names. */
    public Map<String, Long> counts() {
        var sums = new TreeMap<String, Long>();
        counts.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}
