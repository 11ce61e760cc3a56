package io.orchestrator.coordinator.wire;

import io.orchestrator.topics.Topics;

/** The topics that jobs are told through. All have the same partitions, and the job's id as key. */
public enum Source {
    REQUESTS("job-requests"),
    CONTROLS("job-controls"),
    INTERNAL("job-internal"),
    STARTED("task-started"),
    PROGRESS("task-progress"),
    COMPLETED("task-completed"),
    TICKETS("job-tickets");

    private final String node;

    Source(String node) {
        this.node = node;
    }

    /** The name of the source node; frozen. */
    public String node() {
        return node;
    }

    public String topic(Topics topics) {
        return switch (this) {
            case REQUESTS -> topics.jobRequests();
            case CONTROLS -> topics.jobControls();
            case INTERNAL -> topics.jobInternal();
            case STARTED -> topics.taskStarted();
            case PROGRESS -> topics.taskProgress();
            case COMPLETED -> topics.taskCompleted();
            case TICKETS -> topics.jobTickets();
        };
    }
}
