package io.orchestrator.coordinator.wire;

/** Where the processors' records go. The names of the nodes are frozen. */
public enum Sink {
    COMMANDS("commands"),
    EVENTS("events"),
    VIEWS("views"),
    WORKER_CONTROLS("worker-controls"),
    /** Jobs that steps of other jobs ask for. */
    REQUESTS("child-requests"),
    /** Ends of jobs that nobody waits for any more. */
    CONTROLS("child-controls"),
    /** What a job has to tell the job that waits for it. */
    INTERNAL("parents"),
    DEAD_LETTERS("dead-letters"),
    /** To a topic that coordinators read: back to where a record came from, this time to the partition of its key. */
    REROUTED("rerouted"),
    /** Jobs that schedules ask for. */
    SCHEDULED_JOBS("scheduled-jobs"),
    /** Schedules, and how far they are. */
    SCHEDULE_VIEWS("schedule-views"),
    /** Schedules that cannot be used. */
    SCHEDULE_LETTERS("schedule-letters"),
    /** Schedules, back to their topic, this time to the partition of their key. */
    SCHEDULES_REROUTED("schedules-rerouted"),
    /** Jobs that ask lanes for their turn. */
    LANES("lanes"),
    /** Of the lanes: what they have to tell jobs. */
    TICKETS("tickets"),
    /** Of the lanes: the ends of jobs that make room for others. */
    MADE_ROOM("made-room"),
    /** Of the lanes: what they could not use. */
    LANE_LETTERS("lane-letters"),
    /** Steps that wait for signals that name no job. */
    SIGNAL_WAITS("signal-waits"),
    /** Signals that named no job, for the jobs that waited. */
    CORRELATED("correlated-signals"),
    /** Signals that cannot be used, or that no job has had. */
    SIGNAL_LETTERS("signal-letters"),
    /** Signals and waits, back to their topic, this time to the partition of their key. */
    SIGNALS_REROUTED("signals-rerouted");

    private final String node;

    Sink(String node) {
        this.node = node;
    }

    public String node() {
        return node;
    }
}
