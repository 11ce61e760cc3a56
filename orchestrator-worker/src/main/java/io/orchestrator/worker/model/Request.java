package io.orchestrator.worker.model;

import io.orchestrator.model.Call;
import io.orchestrator.model.Value;
import io.orchestrator.worker.model.Question.Form;
import io.orchestrator.worker.model.Question.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A model step, checked: what is asked, whichever provider answers.
 *
 * @param action the canonical word: generate, generate_structured or analyze_text
 * @param system may be empty
 * @param turns what is said, the user's first, alternating, the last the user's; never blank
 * @param sampling how to answer
 * @param form what the answer must be
 * @param structure what it must fit; empty where any text will do
 * @param sanitize whether greetings and offers around a text are cut off
 * @param maxUsd what an attempt may cost; empty for any amount
 */
record Request(
        String action,
        String system,
        List<String> turns,
        Sampling sampling,
        Form form,
        Optional<StructuredAnswer> structure,
        boolean sanitize,
        OptionalDouble maxUsd) {

    /** Where the author's parameters are wrong; the message says which. */
    static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidException(String message) {
            super(message);
        }
    }

    static Request from(Call.Model call) throws InvalidException {
        var action = canonical(call.action());
        var parameters = call.parameters();
        var structure = structure(action, call);
        var form = structure.isPresent() || wantsJson(parameters.get("response_format")) ? Form.JSON : Form.TEXT;
        var prompt = "analyze_text".equals(action) ? analysisPrompt(call) : call.prompt();
        var said = Conversation.of(parameters.get("messages"), system(parameters), prompt);
        return new Request(
                action,
                said.system(),
                said.turns(),
                sampling(parameters),
                form,
                structure,
                call.sanitize(),
                maxUsd(parameters));
    }

    Question question(String model) {
        var words = new ArrayList<>(turns);
        structure.ifPresent(s -> words.set(words.size() - 1, words.getLast() + "\n\n" + s.instruction()));
        return new Question(model, system, words, sampling, form);
    }

    private static String canonical(String action) throws InvalidException {
        return switch (action.toLowerCase(Locale.ROOT).replace('-', '_')) {
            case "", "generate", "generate_text" -> "generate";
            case "generate_structured" -> "generate_structured";
            case "analyze", "analyze_text" -> "analyze_text";
            default ->
                throw new InvalidException("a model has no action '" + action
                        + "'; there are generate, generate_structured and analyze_text");
        };
    }

    private static Optional<StructuredAnswer> structure(String action, Call.Model call) throws InvalidException {
        var schema = call.outputSchema();
        if (schema.entries().isEmpty() && call.parameters().get("schema") instanceof Value.Dict given) {
            schema = given;
        }
        if (schema.entries().isEmpty()) {
            if ("generate_structured".equals(action)) {
                throw new InvalidException("generate_structured needs a schema");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(StructuredAnswer.of(schema));
        } catch (IllegalArgumentException e) {
            throw new InvalidException("the schema is no JSON Schema: " + e.getMessage());
        }
    }

    /** The author's prompt, the text to look at, and what to look for; each where given. */
    private static String analysisPrompt(Call.Model call) {
        var text = textOf(call.parameters().get("text"));
        var kind = textOf(call.parameters().get("analysis_type"));
        var task = call.prompt().isBlank() && !text.isBlank()
                ? "Analyze the following text" + (kind.isBlank() ? "." : " (" + kind + ").")
                : call.prompt();
        return text.isBlank() || call.prompt().contains(text) ? task : task + "\n\nText:\n" + text;
    }

    private static String system(Value.Dict parameters) {
        var system = textOf(parameters.get("system"));
        return system.isEmpty() ? textOf(parameters.get("system_prompt")) : system;
    }

    private static boolean wantsJson(@Nullable Value format) {
        var word = format instanceof Value.Dict dict ? textOf(dict.get("type")) : textOf(format);
        return word.startsWith("json");
    }

    private static OptionalDouble maxUsd(Value.Dict parameters) throws InvalidException {
        var most = number(parameters, "max_cost_usd");
        if (most.isPresent() && !(most.get() >= 0)) {
            throw new InvalidException("max_cost_usd is not a number of dollars, 0 or more");
        }
        return most.isPresent() ? OptionalDouble.of(most.get()) : OptionalDouble.empty();
    }

    private static Sampling sampling(Value.Dict parameters) throws InvalidException {
        return new Sampling(
                number(parameters, "temperature"),
                number(parameters, "top_p"),
                count(parameters, "max_tokens"),
                count(parameters, "max_completion_tokens"),
                texts(parameters.get("stop")));
    }

    private static Optional<Double> number(Value.Dict parameters, String name) throws InvalidException {
        return switch (parameters.get(name)) {
            case null -> Optional.empty();
            case Value.Null n -> Optional.empty();
            case Value.Int i -> Optional.of((double) i.value());
            case Value.Real r -> Optional.of(r.value());
            default -> throw new InvalidException(name + " is not a number");
        };
    }

    private static Optional<Integer> count(Value.Dict parameters, String name) throws InvalidException {
        var number = number(parameters, name);
        if (number.isPresent() && (number.get() < 1 || number.get() > Integer.MAX_VALUE)) {
            throw new InvalidException(name + " is not a positive number");
        }
        return number.map(Double::intValue);
    }

    private static List<String> texts(@Nullable Value value) {
        if (value instanceof Value.Array array) {
            return array.items().stream().map(Request::textOf).toList();
        }
        var text = textOf(value);
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static String textOf(@Nullable Value value) {
        return value instanceof Value.Text text ? text.value() : "";
    }
}
