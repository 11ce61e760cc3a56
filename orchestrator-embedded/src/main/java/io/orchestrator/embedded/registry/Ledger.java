package io.orchestrator.embedded.registry;

import java.util.List;

/**
 * The log of a registry and the state folded from it. Every write goes through the log first. Where a write's outcome is
 * unknown the state is read anew from the log before the next use, so that it never runs ahead of it. Not thread-safe.
 */
final class Ledger implements AutoCloseable {

    private final RegistryLog log;
    private RegistryState state = new RegistryState();
    private boolean stale = true;

    Ledger(RegistryLog log) {
        this.log = log;
    }

    /** @throws StorageException where the log cannot be read */
    RegistryState state() {
        if (stale) {
            var fresh = new RegistryState();
            log.open(fresh::apply);
            state = fresh;
            stale = false;
        }
        return state;
    }

    /** @throws StorageException where the log does not take the records */
    void append(List<? extends RegistryRecord> records) {
        var current = state();
        stale = true;
        log.append(List.copyOf(records));
        stale = false;
        records.forEach(current::apply);
    }

    @Override
    public void close() {
        log.close();
    }
}
