package io.orchestrator.simulation.log;

import java.util.ArrayList;
import java.util.List;

/** A transaction of one producer and the records in it. */
public final class Transaction {

    private enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private final String owner;
    private final long beganAtMs;
    private final List<Entry> entries = new ArrayList<>();
    private State state = State.OPEN;

    public Transaction(String owner, long beganAtMs) {
        this.owner = owner;
        this.beganAtMs = beganAtMs;
    }

    public String owner() {
        return owner;
    }

    /** By the broker's clock. */
    public long beganAtMs() {
        return beganAtMs;
    }

    /** In the order in which they were written. */
    public List<Entry> entries() {
        return entries;
    }

    public boolean open() {
        return state == State.OPEN;
    }

    public boolean committed() {
        return state == State.COMMITTED;
    }

    public void commit() {
        end(State.COMMITTED);
    }

    public void abort() {
        end(State.ABORTED);
    }

    private void end(State how) {
        if (state != State.OPEN) {
            throw new IllegalStateException("the transaction of " + owner + " has ended: " + state);
        }
        state = how;
    }

    void add(Entry entry) {
        if (state == State.OPEN) {
            entries.add(entry);
        }
    }
}
