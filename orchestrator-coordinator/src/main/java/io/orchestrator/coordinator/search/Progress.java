package io.orchestrator.coordinator.search;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far an index was read; part of its commit.
 *
 * @param source which topic of which cluster
 * @param atMs when it was written, epoch milliseconds
 * @param offsets the next record of each partition
 */
record Progress(String source, long atMs, Map<Integer, Long> offsets) {

    /**
     * The topic keeps a deletion for a day: an index that missed more might show for ever what is gone. Half of it leaves
     * time for reading what is new.
     */
    static final Duration MAX_AGE = Duration.ofHours(12);

    private static final String FORMAT = "format";
    private static final String SOURCE = "source";
    private static final String AT = "at";
    private static final String OFFSET = "offset.";

    Progress {
        offsets = Map.copyOf(offsets);
    }

    /** Empty where the index was written in another format, or not by us. */
    static Optional<Progress> read(Map<String, String> commit) {
        var format = commit.get(FORMAT);
        var source = commit.get(SOURCE);
        if (!String.valueOf(JobDocument.FORMAT).equals(format) || source == null) {
            return Optional.empty();
        }
        try {
            var offsets = new HashMap<Integer, Long>();
            for (var entry : commit.entrySet()) {
                if (entry.getKey().startsWith(OFFSET)) {
                    var partition = Integer.parseInt(entry.getKey().substring(OFFSET.length()));
                    offsets.put(partition, Long.parseLong(entry.getValue()));
                }
            }
            return Optional.of(new Progress(source, Long.parseLong(commit.getOrDefault(AT, "")), offsets));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Map<String, String> write() {
        var commit = new LinkedHashMap<String, String>();
        commit.put(FORMAT, String.valueOf(JobDocument.FORMAT));
        commit.put(SOURCE, source);
        commit.put(AT, String.valueOf(atMs));
        offsets.forEach((partition, offset) -> commit.put(OFFSET + partition, String.valueOf(offset)));
        return commit;
    }

    boolean usable(String wanted, long nowMs) {
        return source.equals(wanted) && nowMs - atMs < MAX_AGE.toMillis();
    }
}
