package io.orchestrator.cli;

import io.orchestrator.json.Json;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.Durations;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A command that changes a job.
 *
 * @param name of the command
 * @param about what it does, for people
 * @param operands besides the job, as the usage shows them; in brackets what can be left out
 * @param options of its own: name, with {@code =LABEL} where it takes a value; and what it means
 * @param reach how many jobs it can be about
 * @param states of jobs that it can do something about
 * @param wish makes what is wished of what was given
 */
record ControlVerb(
        String name,
        String about,
        List<String> operands,
        Map<String, String> options,
        Reach reach,
        Set<JobStatus> states,
        Function<ControlArguments, Wish> wish) {

    /** How many jobs one call can be about. */
    enum Reach {
        ONE,
        /** One, or all that a filter finds. */
        MANY
    }

    private static final Set<JobStatus> ALIVE =
            EnumSet.of(JobStatus.PENDING, JobStatus.RUNNING, JobStatus.PAUSED, JobStatus.RETRYING);
    private static final Set<JobStatus> KEPT = EnumSet.complementOf(EnumSet.of(JobStatus.ARCHIVED));
    private static final Set<JobStatus> ENDED = EnumSet.of(JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED);

    static final ControlVerb APPROVE = new ControlVerb(
            "approve",
            "Answers a step that waits for an approval.",
            List.of("STEP"),
            options(
                    "--reject", "Say no.",
                    "--content=TEXT", "Approve this content in place of what was shown."),
            Reach.ONE,
            ALIVE,
            ControlVerb::approval);

    static final List<ControlVerb> ALL = List.of(
            many(
                    "pause",
                    "Has a job begin nothing new; what runs ends.",
                    options("--now", "Kill what runs; it begins anew when the job is resumed."),
                    ALIVE,
                    given -> new Wish.Pause(given.has("--now"))),
            many("resume", "Has a paused job go on.", Map.of(), ALIVE, given -> new Wish.Resume()),
            many(
                    "retry",
                    "Runs a failed job on from where it failed; steps that are completed keep their results.",
                    options(
                            "--times=N", "How often at most, where it fails again. Default: 3.",
                            "--delay=TIME", "Between retries: 500ms, 10s, 5m. Default: 5s."),
                    EnumSet.of(JobStatus.FAILED),
                    ControlVerb::retry),
            new ControlVerb(
                    "rerun",
                    "Runs a step, and all that depends on it, again.",
                    List.of("STEP"),
                    options("-i=KEY=VALUE", "An input that has another value from now on. May be repeated."),
                    Reach.ONE,
                    KEPT,
                    given -> new Wish.Rerun(given.operand(0), inputs(given))),
            one(
                    "restore",
                    "Goes on from a checkpoint; what came after it counts no more.",
                    List.of("CHECKPOINT"),
                    KEPT,
                    given -> new Wish.Restore(number(given.operand(0), "CHECKPOINT"))),
            one(
                    "rollback",
                    "Goes on from the last checkpoint at an event, or before it.",
                    List.of("EVENT"),
                    KEPT,
                    given -> new Wish.Rollback(number(given.operand(0), "EVENT"))),
            one(
                    "set",
                    "Gives a global variable of a job another value; JSON where it is JSON, else text.",
                    List.of("NAME", "VALUE"),
                    ALIVE,
                    given -> new Wish.SetVariable(given.operand(0), jsonOrText(given.operand(1)))),
            new ControlVerb(
                    "priority",
                    "Changes the priority of a job: high, normal or low.",
                    List.of("PRIORITY"),
                    Map.of(),
                    Reach.MANY,
                    ALIVE,
                    given -> new Wish.SetPriority(priority(given.operand(0)))),
            one(
                    "checkpoint",
                    "Makes a checkpoint of a job, which can be restored.",
                    List.of("[NAME]"),
                    ALIVE,
                    given -> new Wish.MakeCheckpoint(given.operand(0))),
            new ControlVerb(
                    "signal",
                    "Tells a job what a step of it waits for, or will; the payload is JSON, else text. With --name no job"
                            + " is named: it reaches whichever job waits for that name and key.",
                    List.of("NAME", "[PAYLOAD]"),
                    options(
                            "--key=KEY", "Tells signals of one name apart.",
                            "--name=NAME", "In place of JOB and NAME: for whichever job waits.",
                            "--ttl=TIME", "With --name: how long it is kept for jobs that come to wait. Default: 1h.",
                            "--id=ID", "With --name: the same id twice is the same signal."),
                    Reach.ONE,
                    ALIVE,
                    given -> new Wish.Signal(given.operand(0), given.option("--key", ""), payload(given.operand(1)))),
            APPROVE,
            many("archive", "Keeps an ended job for the record only.", Map.of(), ENDED, given -> new Wish.Archive()));

    private static ControlVerb one(
            String name,
            String about,
            List<String> operands,
            Set<JobStatus> states,
            Function<ControlArguments, Wish> wish) {
        return new ControlVerb(name, about, operands, Map.of(), Reach.ONE, states, wish);
    }

    private static ControlVerb many(
            String name,
            String about,
            Map<String, String> options,
            Set<JobStatus> states,
            Function<ControlArguments, Wish> wish) {
        return new ControlVerb(name, about, List.of(), options, Reach.MANY, states, wish);
    }

    private static Map<String, String> options(String... namesAndMeanings) {
        var options = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndMeanings.length; i += 2) {
            options.put(namesAndMeanings[i], namesAndMeanings[i + 1]);
        }
        return options;
    }

    // ---- what is wished

    private static Wish retry(ControlArguments given) {
        var times = number(given.option("--times", String.valueOf(Wish.Retry.DEFAULT_TIMES)), "--times");
        var written = given.option("--delay", Wish.Retry.DEFAULT_DELAY_MS + "ms");
        var delay = Durations.millis(jsonOrText(written))
                .orElseThrow(
                        () -> CliException.invalid("option --delay is '" + written + "': give " + Durations.EXPECTED));
        if (times < 1 || times > Wish.Retry.MAX_TIMES) {
            throw CliException.invalid(
                    "option --times is " + times + ": give a whole number from 1 to " + Wish.Retry.MAX_TIMES);
        }
        return new Wish.Retry(times, delay);
    }

    private static Wish approval(ControlArguments given) {
        var reject = given.has("--reject");
        if (reject && given.has("--content")) {
            throw CliException.invalid("options --reject and --content cannot be given together");
        }
        var answer = new LinkedHashMap<String, Value>();
        answer.put("approved", Value.of(!reject));
        if (given.has("--content")) {
            answer.put("modified_content", Value.of(given.option("--content", "")));
        }
        answer.put("reason", Value.of(given.option("--reason", "")));
        return new Wish.Signal("approval", given.operand(0), Value.of(answer));
    }

    private static Value.Dict inputs(ControlArguments given) {
        var inputs = new LinkedHashMap<String, Value>();
        for (var pair : given.all("-i")) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw CliException.invalid("-i " + pair + ": write -i name=value");
            }
            inputs.put(pair.substring(0, equals), jsonOrText(pair.substring(equals + 1)));
        }
        return Value.of(inputs);
    }

    private static Priority priority(String word) {
        return Arrays.stream(Priority.values())
                .filter(priority -> priority.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> CliException.invalid("'" + word + "' is no priority: give high, normal or low"));
    }

    private static int number(String text, String what) {
        try {
            var number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a negative one.
        }
        throw CliException.invalid(what + " is '" + text + "': give a whole number");
    }

    /** JSON, else text. */
    static Value payload(String text) {
        return text.isEmpty() ? Value.Null.NULL : jsonOrText(text);
    }

    private static Value jsonOrText(String text) {
        try {
            return Json.parse(text);
        } catch (Json.InvalidJsonException e) {
            return Value.of(text); // not JSON: the text itself is the value
        }
    }
}
