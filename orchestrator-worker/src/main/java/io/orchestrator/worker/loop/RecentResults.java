package io.orchestrator.worker.loop;

import io.orchestrator.model.TaskCompleted;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The results of the last attempts, by command id, so that a command that comes twice is answered twice but run once.
 * Bounded by entries and bytes; the oldest go first. Thread-safe.
 */
final class RecentResults {

    static final int MAX_ENTRIES = 10_000;
    static final long MAX_BYTES = 16L * 1024 * 1024;

    /**
     * @param completed the result
     * @param bytes its size as a record value
     */
    private record Entry(TaskCompleted completed, int bytes) {}

    private final int maxEntries;
    private final long maxBytes;
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();
    private long bytes;

    RecentResults(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    synchronized void put(TaskCompleted completed, int size) {
        var before = entries.remove(completed.task().commandId());
        bytes += size - (before == null ? 0 : before.bytes());
        entries.put(completed.task().commandId(), new Entry(completed, size));
        while (entries.size() > maxEntries || bytes > maxBytes) {
            bytes -= entries.pollFirstEntry().getValue().bytes();
        }
    }

    synchronized Optional<TaskCompleted> find(String commandId) {
        return Optional.ofNullable(entries.get(commandId)).map(Entry::completed);
    }
}
