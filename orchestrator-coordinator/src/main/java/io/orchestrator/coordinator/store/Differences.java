package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.StateCodec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where stored state is not, byte for byte, what the job's events say.
 *
 * @param lines one a difference, at most {@value #MAX_LINES}; empty where there is none
 * @param older values that are stored in an earlier format, and were not compared
 */
public record Differences(List<String> lines, int older) {

    /** The most differences that are told of one job. */
    public static final int MAX_LINES = 20;

    private static final int MAX_HEX_BYTES = 48;

    public Differences {
        lines = List.copyOf(lines);
    }

    /**
     * @param stored what the stores hold
     * @param wanted what {@link Rewriting} makes of the events
     */
    public static Differences between(StateDump stored, StateDump wanted) {
        var lines = new ArrayList<String>();
        var older = compare("header", stored.headers(), wanted.headers(), lines);
        older += compare("root", sole(stored.root()), sole(wanted.root()), lines);
        older += compare("leaf", named(stored.leaves()), named(wanted.leaves()), lines);
        return new Differences(lines.subList(0, Math.min(lines.size(), MAX_LINES)), older);
    }

    private static SortedMap<String, Bytes> sole(Bytes root) {
        var map = new TreeMap<String, Bytes>();
        map.put("", root);
        return map;
    }

    private static SortedMap<String, Bytes> named(SortedMap<Bytes, Bytes> leaves) {
        var named = new TreeMap<String, Bytes>();
        leaves.forEach((key, value) -> named.put(HexFormat.of().formatHex(key.get()), value));
        return named;
    }

    private static int compare(
            String what, SortedMap<String, Bytes> stored, SortedMap<String, Bytes> wanted, List<String> lines) {
        var older = 0;
        var keys = new TreeSet<>(stored.keySet());
        keys.addAll(wanted.keySet());
        for (String key : keys) {
            var is = stored.get(key);
            var should = wanted.get(key);
            if (is == null) {
                lines.add(name(what, key) + " is not stored");
            } else if (should == null) {
                lines.add(name(what, key) + " is stored, and follows from no event");
            } else if (!is.equals(should)) {
                if (StateCodec.version(is.get()) < StateCodec.version(should.get())) {
                    older++;
                } else {
                    lines.add(name(what, key) + " is " + shortened(is) + ", not " + shortened(should));
                }
            }
        }
        return older;
    }

    private static String name(String what, String key) {
        return key.isEmpty() ? what : what + " " + key.replace('\0', '/');
    }

    /** From the first byte on: values of a job are for those who may read it. */
    private static String shortened(Bytes value) {
        var bytes = value.get();
        var shown = Math.min(bytes.length, MAX_HEX_BYTES);
        return bytes.length + " bytes " + HexFormat.of().formatHex(bytes, 0, shown)
                + (shown < bytes.length ? "..." : "");
    }
}
