package io.orchestrator.worker.loop;

import io.orchestrator.model.Priority;

/**
 * One topic of commands.
 *
 * @param queue the queue
 * @param priority the lane within it
 */
record LaneName(String queue, Priority priority) {

    @Override
    public String toString() {
        return queue + "." + priority.word();
    }
}
