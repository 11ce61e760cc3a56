package io.orchestrator.cli;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The inputs of a job as given on the command line: a JSON file, then single values that win over it. A single value is
 * read as JSON where it is JSON, else as text; an input that is declared as text stays text ({@code -i zip=01234}).
 */
final class InputArguments {

    @Option(
            names = {"-i", "--input"},
            paramLabel = "KEY=VALUE",
            description = "An input; JSON where the workflow does not declare text. May be repeated.")
    private List<String> pairs = List.of();

    @Option(
            names = {"-c", "--inputs"},
            paramLabel = "FILE",
            description = "A JSON object with inputs; -i wins over it.")
    private Optional<Path> file = Optional.empty();

    /** @throws CliException where the file or a pair cannot be read */
    Value.Dict read(Optional<Plan> plan) {
        var inputs = new LinkedHashMap<String, Value>();
        file.ifPresent(path -> inputs.putAll(readFile(path)));
        for (var pair : pairs) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw CliException.invalid("-i " + pair + ": write -i name=value");
            }
            var name = pair.substring(0, equals);
            inputs.put(name, value(type(plan, name), pair.substring(equals + 1)));
        }
        return Value.of(inputs);
    }

    private static Map<String, Value> readFile(Path path) {
        try {
            return Json.parseDict(Files.readString(path)).entries();
        } catch (IOException e) {
            throw CliException.invalid("cannot read the inputs file " + path + ": " + e.getMessage());
        } catch (Json.InvalidJsonException e) {
            throw CliException.invalid("the inputs file " + path + " is not a JSON object: " + e.getMessage());
        }
    }

    private static InputSpec.Type type(Optional<Plan> plan, String name) {
        return plan.stream()
                .flatMap(p -> p.inputs().stream())
                .filter(input -> input.name().equals(name))
                .map(InputSpec::type)
                .findFirst()
                .orElse(InputSpec.Type.ANY);
    }

    private static Value value(InputSpec.Type declared, String text) {
        return switch (declared) {
            case STRING, FILE -> Value.of(text);
            case INTEGER, NUMBER, BOOLEAN, ARRAY, OBJECT, ANY -> jsonOrText(text);
        };
    }

    private static Value jsonOrText(String text) {
        try {
            return Json.parse(text);
        } catch (Json.InvalidJsonException e) {
            return Value.of(text); // not JSON: the text itself is the value
        }
    }
}
