package io.orchestrator.topics;

import io.orchestrator.model.Priority;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of topics, share groups and the coordinator's application.
 *
 * @param prefix put before every name, for example {@code team-a.}; empty for none
 */
public record Topics(String prefix) {

    /** The queue of steps that name none. */
    public static final String DEFAULT_QUEUE = "default";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,64}");
    private static final Pattern QUEUE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    /** @throws IllegalArgumentException where the prefix has characters that Kafka does not allow in names */
    public Topics {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "topic prefix '" + prefix + "': use at most 64 letters, digits, dots, dashes and underscores");
        }
    }

    public String jobRequests() {
        return prefix + "job.requests";
    }

    public String jobControls() {
        return prefix + "job.controls";
    }

    public String taskStarted() {
        return prefix + "task.started";
    }

    public String taskProgress() {
        return prefix + "task.progress";
    }

    public String taskCompleted() {
        return prefix + "task.completed";
    }

    public String jobEvents() {
        return prefix + "job.events";
    }

    public String jobViews() {
        return prefix + "job.views";
    }

    public String jobInternal() {
        return prefix + "job.internal";
    }

    /** Jobs that ask lanes for their turn; the only topic whose key is a lane. */
    public String admission() {
        return prefix + "admission";
    }

    /** What lanes have to tell jobs. */
    public String jobTickets() {
        return prefix + "job.tickets";
    }

    /** Records that jobs want written to topics of users'. */
    public String emits() {
        return prefix + "emits";
    }

    /** The consumer group of those who write {@link #emits}. */
    public String emitters() {
        return prefix + "orchestrator-emitters";
    }

    public String workerControls() {
        return prefix + "worker.controls";
    }

    public String workflowDefinitions() {
        return prefix + "workflow.definitions";
    }

    public String deadLetters() {
        return prefix + "dead.letters";
    }

    public String schedules() {
        return prefix + "schedules";
    }

    public String scheduleViews() {
        return prefix + "schedule.views";
    }

    public String signals() {
        return prefix + "signals";
    }

    public String signalWaits() {
        return prefix + "signal.waits";
    }

    /**
     * {@code step.commands.<queue>.<priority>}.
     *
     * @throws IllegalArgumentException where the queue's name is not lower-case letters, digits and inner dashes
     */
    public String stepCommands(String queue, Priority priority) {
        return prefix + "step.commands." + checked(queue) + "." + priority.word();
    }

    /** Matches every {@link #stepCommands} topic of this prefix and nothing else. */
    public Pattern stepCommandsPattern() {
        return Pattern.compile(
                Pattern.quote(prefix + "step.commands.") + "(" + QUEUE.pattern() + ")\\.(high|normal|low)");
    }

    /** The share group of the workers that serve a queue. */
    public String shareGroup(String queue) {
        return prefix + "orchestrator-workers-" + checked(queue);
    }

    /** The Kafka Streams application of the coordinators: also the prefix of its internal topics. */
    public String applicationId() {
        return prefix + "orchestrator-coordinator";
    }

    /** Whether a topic of that name is, or would be, the engine's own or Kafka's: nobody else writes there. */
    public boolean isOwn(String name) {
        return name.startsWith("_")
                || name.startsWith(applicationId() + "-")
                || named().contains(name)
                || stepCommandsPattern().matcher(name).matches();
    }

    private Set<String> named() {
        return Set.of(
                jobRequests(),
                jobControls(),
                taskStarted(),
                taskProgress(),
                taskCompleted(),
                jobEvents(),
                jobViews(),
                jobInternal(),
                admission(),
                jobTickets(),
                emits(),
                workerControls(),
                workflowDefinitions(),
                deadLetters(),
                signals(),
                signalWaits(),
                schedules(),
                scheduleViews());
    }

    private static String checked(String queue) {
        if (!QUEUE.matcher(queue).matches()) {
            throw new IllegalArgumentException("queue '" + queue
                    + "': use 1 to 64 lower-case letters, digits and dashes, with no dash at either end");
        }
        return queue;
    }
}
