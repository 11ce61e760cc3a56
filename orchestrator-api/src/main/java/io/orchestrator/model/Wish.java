package io.orchestrator.model;

import java.util.Optional;

/** What a client wants of a job that exists. */
public sealed interface Wish {

    /** The word on the wire, for example {@code SET_VARIABLE}. */
    default String word() {
        return switch (this) {
            case Cancel w -> "CANCEL";
            case Pause w -> "PAUSE";
            case Resume w -> "RESUME";
            case Retry w -> "RETRY";
            case Rerun w -> "RERUN";
            case Restore w -> "RESTORE";
            case Rollback w -> "ROLLBACK";
            case SetVariable w -> "SET_VARIABLE";
            case SetPriority w -> "SET_PRIORITY";
            case MakeCheckpoint w -> "MAKE_CHECKPOINT";
            case DropCheckpoint w -> "DROP_CHECKPOINT";
            case Signal w -> "SIGNAL";
            case Archive w -> "ARCHIVE";
        };
    }

    /** End the job: no new command, running tools are killed. */
    record Cancel() implements Wish {}

    /**
     * Begin nothing new until the job is resumed.
     *
     * @param now whether tools that run are killed and begin anew with the resume; else they finish
     */
    record Pause(boolean now) implements Wish {}

    /** Go on after a pause. */
    record Resume() implements Wish {}

    /**
     * Run a failed job on from where it failed; completed steps keep their results.
     *
     * @param times how often at most, at least 1: a job that fails again is retried without being asked
     * @param delayMs before each retry but the first, milliseconds
     */
    record Retry(int times, long delayMs) implements Wish {

        /** How often a job is retried where nobody says. */
        public static final int DEFAULT_TIMES = 3;

        /** How long a job waits before it is retried where nobody says, milliseconds. */
        public static final long DEFAULT_DELAY_MS = 5_000;

        /** The most retries that can be asked for at once. */
        public static final int MAX_TIMES = 100;

        public Retry {
            if (times < 1 || times > MAX_TIMES || delayMs < 0) {
                throw new IllegalArgumentException("retry 1 to " + MAX_TIMES + " times, after 0 ms or more: " + times
                        + " times, after " + delayMs + " ms");
            }
        }
    }

    /**
     * Run a step and all that depends on it again; other steps keep their results.
     *
     * @param step id of a step of the workflow's own list
     * @param inputs that have another value from now on
     */
    record Rerun(String step, Value.Dict inputs) implements Wish {}

    /** @param checkpoint number of the checkpoint to go on from */
    record Restore(int checkpoint) implements Wish {}

    /** @param sequence of an event: go on from the last checkpoint that was made at it or before */
    record Rollback(long sequence) implements Wish {}

    /**
     * Give a global variable another value.
     *
     * @param name as templates read it
     * @param value from now on
     */
    record SetVariable(String name, Value value) implements Wish {}

    /** @param priority of the job's commands from now on */
    record SetPriority(Priority priority) implements Wish {}

    /** @param name for people; may be empty */
    record MakeCheckpoint(String name) implements Wish {}

    /** @param checkpoint number of the checkpoint that is not needed any more */
    record DropCheckpoint(int checkpoint) implements Wish {}

    /**
     * Something outside has happened that a step waits for, or will.
     *
     * @param name of the signal
     * @param key tells signals of one name apart; may be empty
     * @param payload the result of the step that waits for it
     */
    record Signal(String name, String key, Value payload) implements Wish {}

    /** An ended job is only kept for the record from now on. */
    record Archive() implements Wish {}

    /**
     * The wish of that word.
     *
     * @param word on the wire
     * @param arguments by name, as {@link #arguments()} gives them
     * @throws IllegalArgumentException where there is no such wish, or an argument is missing or of another type
     */
    static Wish of(String word, Value.Dict arguments) {
        var given = new WishArguments(word, arguments);
        return switch (word) {
            case "CANCEL" -> new Cancel();
            case "PAUSE" -> new Pause(given.flag("now"));
            case "RESUME" -> new Resume();
            case "RETRY" -> new Retry((int) given.number("times", Retry.DEFAULT_TIMES), delay(given));
            case "RERUN" -> new Rerun(given.text("step"), given.dict("inputs"));
            case "RESTORE" -> new Restore((int) given.number("checkpoint"));
            case "ROLLBACK" -> new Rollback(given.number("sequence"));
            case "SET_VARIABLE" -> new SetVariable(given.text("name"), given.value("value"));
            case "SET_PRIORITY" -> new SetPriority(given.priority("priority"));
            case "MAKE_CHECKPOINT" -> new MakeCheckpoint(given.text("name", ""));
            case "DROP_CHECKPOINT" -> new DropCheckpoint((int) given.number("checkpoint"));
            case "SIGNAL" -> new Signal(given.text("name"), given.text("key", ""), payload(given));
            case "ARCHIVE" -> new Archive();
            default -> throw new IllegalArgumentException("no control is called '" + word + "'");
        };
    }

    private static long delay(WishArguments given) {
        return given.number("delay_ms", Retry.DEFAULT_DELAY_MS);
    }

    private static Value payload(WishArguments given) {
        return Optional.ofNullable(given.valueOrNull("payload")).orElse(Value.Null.NULL);
    }

    /** What the word alone does not say, by name; {@link #of} reads it. */
    default Value.Dict arguments() {
        return switch (this) {
            case Cancel w -> Value.EMPTY;
            case Pause w -> WishArguments.of("now", Value.of(w.now()));
            case Resume w -> Value.EMPTY;
            case Retry w -> WishArguments.of("times", Value.of(w.times()), "delay_ms", Value.of(w.delayMs()));
            case Rerun w -> WishArguments.of("step", Value.of(w.step()), "inputs", w.inputs());
            case Restore w -> WishArguments.of("checkpoint", Value.of(w.checkpoint()));
            case Rollback w -> WishArguments.of("sequence", Value.of(w.sequence()));
            case SetVariable w -> WishArguments.of("name", Value.of(w.name()), "value", w.value());
            case SetPriority w ->
                WishArguments.of("priority", Value.of(w.priority().word()));
            case MakeCheckpoint w -> WishArguments.of("name", Value.of(w.name()));
            case DropCheckpoint w -> WishArguments.of("checkpoint", Value.of(w.checkpoint()));
            case Signal w ->
                WishArguments.of("name", Value.of(w.name()), "key", Value.of(w.key()), "payload", w.payload());
            case Archive w -> Value.EMPTY;
        };
    }
}
