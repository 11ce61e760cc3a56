package io.orchestrator.engine;

import io.orchestrator.json.Json;
import io.orchestrator.language.text.CountedText;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a person's answer makes of the step that asked. The prompt's {@code kind} says what was asked: an approval, or a
 * value. What a program signals is the step's result as it is.
 */
final class Answers {

    /** The most characters that matching an answer may look at, backtracking included. */
    private static final int MAX_LOOKS = 200_000;

    private static final String APPROVED = "approved";
    private static final String MODIFIED = "modified_content";

    private Answers() {}

    /**
     * A step's end.
     *
     * @param result of the step
     * @param success false where a person has rejected what was asked
     */
    record Answer(Value result, boolean success) {}

    /** Who answered. */
    enum By {
        SOMEBODY,
        /** The time was over, or nobody had to be asked. */
        NOBODY
    }

    /** Whether a person is asked; else a program's signal is awaited. */
    static boolean areAsked(Value.Dict prompt) {
        return List.of(StepAction.Signal.APPROVAL, StepAction.Signal.PROMPT).contains(text(prompt, "kind"));
    }

    /** What is wrong with the answer; empty where the step can go on with it. */
    static Optional<String> unfit(Value.Dict prompt, Value payload) {
        return switch (text(prompt, "kind")) {
            case StepAction.Signal.APPROVAL -> unfitApproval(prompt, payload);
            case StepAction.Signal.PROMPT -> unfitValue(prompt, payload);
            default -> Optional.empty();
        };
    }

    /** The step's end. */
    static Answer of(Value.Dict prompt, Value payload, By by, long waitedMs) {
        return switch (text(prompt, "kind")) {
            case StepAction.Signal.APPROVAL -> approval(prompt, payload, by);
            case StepAction.Signal.PROMPT -> value(prompt, payload, by, waitedMs);
            default -> new Answer(payload, true);
        };
    }

    /** Whether the very content was approved before: nobody is asked again. */
    static boolean isKnown(Value.Dict prompt) {
        var hash = text(prompt, "auto_approve_hash");
        return !hash.isEmpty() && hash.equals(contentHash(prompt));
    }

    // ---- approval

    private static Optional<String> unfitApproval(Value.Dict prompt, Value payload) {
        var given = asMap(payload);
        if (!(given.get(APPROVED) instanceof Value.Bool approved)) {
            return Optional.of("an approval is true, false, or {approved: true or false, reason, modified_content}");
        }
        var modified = given.get(MODIFIED);
        if (modified != null && modified != Value.Null.NULL) {
            if (!(modified instanceof Value.Text)) {
                return Optional.of("modified_content must be a text");
            }
            if (Value.Bool.FALSE.equals(prompt.get("allow_modifications"))) {
                return Optional.of("the content may not be modified");
            }
        }
        return !approved.value()
                        && flag(prompt, "require_reason")
                        && text(given, "reason").isBlank()
                ? Optional.of("who rejects it must give a reason")
                : Optional.empty();
    }

    private static Answer approval(Value.Dict prompt, Value payload, By by) {
        var given = asMap(payload);
        var approved = Value.Bool.TRUE.equals(given.get(APPROVED));
        var modified = approved && given.get(MODIFIED) instanceof Value.Text text ? text : Value.Null.NULL;
        var result = new LinkedHashMap<String, Value>();
        result.put(APPROVED, Value.of(approved));
        result.put("action", Value.of(action(approved, modified)));
        result.put("content_hash", Value.of(contentHash(prompt)));
        result.put(MODIFIED, modified);
        result.put("reason", Value.of(text(given, "reason")));
        result.put("auto_approved", Value.of(by == By.NOBODY));
        return new Answer(Value.of(result), approved);
    }

    private static String action(boolean approved, Value modified) {
        if (!approved) {
            return "rejected";
        }
        return modified == Value.Null.NULL ? "approved" : "modified";
    }

    private static Value.Dict asMap(Value payload) {
        return payload instanceof Value.Dict dict ? dict : Value.of(Map.of(APPROVED, payload));
    }

    /** SHA-256 of the content that was shown, lower-case hex. */
    private static String contentHash(Value.Dict prompt) {
        return Ids.sha256(text(prompt, "content").getBytes(StandardCharsets.UTF_8));
    }

    // ---- value

    private static Optional<String> unfitValue(Value.Dict prompt, Value payload) {
        if (payload == Value.Null.NULL) {
            return Optional.empty();
        }
        var type = text(prompt, "input_type");
        if (typed(type, payload).isEmpty()) {
            return Optional.of("the answer must be of type " + type);
        }
        if (prompt.get("choices") instanceof Value.Array choices && !isAmong(choices, payload)) {
            return Optional.of("the answer must be one of " + Json.write(choices));
        }
        var pattern = text(prompt, "validation_pattern");
        return pattern.isEmpty() || matches(pattern, plain(payload))
                ? Optional.empty()
                : Optional.of("the answer must match " + pattern);
    }

    private static Answer value(Value.Dict prompt, Value payload, By by, long waitedMs) {
        var byDefault = prompt.get("default");
        var none = payload == Value.Null.NULL;
        var value = none && byDefault != null
                ? byDefault
                : typed(text(prompt, "input_type"), payload).orElse(payload);
        var result = new LinkedHashMap<String, Value>();
        result.put("value", value);
        result.put("used_default", Value.of(by == By.NOBODY || (none && byDefault != null)));
        result.put("skipped", Value.of(none && byDefault == null));
        result.put("response_time", Value.of(waitedMs / 1000.0));
        result.put("context", Value.of(text(prompt, "context")));
        return new Answer(Value.of(result), true);
    }

    private static boolean isAmong(Value.Array choices, Value payload) {
        return choices.items().stream().anyMatch(choice -> plain(choice).equals(plain(payload)));
    }

    /** The value of that type, also where it is written as a text; empty where it is none. */
    private static Optional<Value> typed(String type, Value payload) {
        return switch (type) {
            case "integer" -> parsed(payload).filter(Value.Int.class::isInstance);
            case "number" -> parsed(payload).filter(value -> value instanceof Value.Int || value instanceof Value.Real);
            case "boolean" -> parsed(payload).filter(Value.Bool.class::isInstance);
            default -> Optional.of(payload);
        };
    }

    private static Optional<Value> parsed(Value payload) {
        if (!(payload instanceof Value.Text text)) {
            return Optional.of(payload);
        }
        try {
            return Optional.of(Json.parse(text.value().strip()));
        } catch (Json.InvalidJsonException e) {
            return Optional.empty(); // a text, which is neither a number nor true or false
        }
    }

    /** Whether the text begins as the pattern says; one that costs too much to match does not. */
    private static boolean matches(String pattern, String text) {
        var looks = new int[1];
        try {
            return Pattern.compile(pattern)
                    .matcher(new CountedText(text, () -> {
                        if (++looks[0] > MAX_LOOKS) {
                            throw new TooCostly();
                        }
                    }))
                    .lookingAt();
        } catch (PatternSyntaxException | TooCostly | StackOverflowError e) {
            // The JDK's matcher recurses once a repetition of a group: a long text can exhaust any stack.
            return false;
        }
    }

    private static final class TooCostly extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooCostly() {
            super("pattern", null, false, false);
        }
    }

    // ---- fields

    private static String text(Value.Dict fields, String name) {
        var value = fields.get(name);
        return value == null ? "" : plain(value);
    }

    private static String plain(Value value) {
        if (value == Value.Null.NULL) {
            return "";
        }
        return value instanceof Value.Text text ? text.value() : Json.write(value);
    }

    private static boolean flag(Value.Dict fields, String name) {
        return Value.Bool.TRUE.equals(fields.get(name));
    }
}
