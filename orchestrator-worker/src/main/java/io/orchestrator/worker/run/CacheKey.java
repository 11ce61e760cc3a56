package io.orchestrator.worker.run;

import io.orchestrator.json.Json;
import io.orchestrator.model.Call;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.SecretMark;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What tells calls with different results from each other, as a hash. Secrets count by their names: their values are not
 * put in before.
 */
final class CacheKey {

    /** Takes the place of the mark of a command; no JSON text has it. */
    private static final String ANY_MARK = "\u0000";

    private CacheKey() {}

    /**
     * The key under which the result may be kept.
     *
     * @return empty where it must not be: the step has no cache, the call bears a sensitive input of its job, or the tool
     *     may write a file itself
     */
    static Optional<String> of(StepCommand command) {
        var cache = command.manner().cache();
        if (cache.isEmpty()
                || (command.call() instanceof Call.Tool && command.file().isPresent())) {
            return Optional.empty();
        }
        var content = Json.write(content(command.call()));
        var own = cache.get().key();
        if (content.contains(SealedText.PREFIX) || own.contains(SealedText.PREFIX)) {
            return Optional.empty();
        }
        var parts = identity(command);
        parts.put("secrets", secrets(command, content));
        parts.put("key", Value.of(own));
        var text = Json.write(Value.of(parts)) + (own.isEmpty() ? unmarked(content, command.secretMark()) : "");
        return Optional.of(hash(text));
    }

    /** All that the tool or the model is given. */
    private static Value content(Call call) {
        return switch (call) {
            case Call.Tool tool -> tool.parameters();
            case Call.Model model -> Value.of(List.of(Value.of(model.prompt()), model.parameters()));
        };
    }

    private static Map<String, Value> identity(StepCommand command) {
        var parts = new LinkedHashMap<String, Value>();
        switch (command.call()) {
            case Call.Tool tool -> {
                parts.put("tool", Value.of(tool.tool()));
                parts.put("action", Value.of(tool.action()));
                parts.put("schema", tool.outputSchema());
                parts.put("workspace", Value.of(command.workspace()));
            }
            case Call.Model model -> {
                parts.put(
                        "models",
                        Value.of(model.models().stream().map(Value::of).toList()));
                parts.put("action", Value.of(model.action()));
                parts.put("schema", model.outputSchema());
                parts.put("sanitize", Value.of(model.sanitize()));
            }
        }
        return parts;
    }

    /** The names of the secrets that the tool finds by variable, and of those inside the call. */
    private static Value secrets(StepCommand command, String content) {
        var names = new LinkedHashMap<String, Value>();
        new TreeMap<>(command.manner().secrets()).forEach((variable, name) -> names.put(variable, Value.of(name)));
        var inside = new TreeSet<String>();
        if (!command.secretMark().isEmpty()) {
            var found = SecretMark.references(command.secretMark()).matcher(content);
            while (found.find()) {
                inside.add(found.group(1));
            }
        }
        names.put("", Value.of(inside.stream().map(Value::of).toList()));
        return Value.of(names);
    }

    private static String unmarked(String content, String mark) {
        return mark.isEmpty() ? content : content.replace(mark, ANY_MARK);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
