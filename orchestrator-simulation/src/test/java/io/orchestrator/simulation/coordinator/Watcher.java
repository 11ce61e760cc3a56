package io.orchestrator.simulation.coordinator;

import io.orchestrator.simulation.log.Entry;
import java.util.List;

/** Sees what coordinators do. */
public interface Watcher {

    /**
     * What one input made a coordinator write.
     *
     * @param what the input
     * @param changed bytes of rows
     * @param sent bytes of records
     */
    void handled(String what, long changed, long sent);

    /** A fault took effect: {@code aborted}, {@code fenced}, {@code crashed}, {@code leaked} commands. */
    void noted(String what);

    /**
     * A transaction has been committed.
     *
     * @param coordinator who
     * @param records of the transaction, in order
     * @param commands that left beside it, in order
     */
    void committed(String coordinator, List<Entry> records, List<Entry> commands);
}
