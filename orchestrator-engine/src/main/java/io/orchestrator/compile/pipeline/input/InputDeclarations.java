package io.orchestrator.compile.pipeline.input;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.input.InputRules;
import io.orchestrator.compile.input.InputTypes;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.model.Value;
import io.orchestrator.plan.InputSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code inputs} and {@code parameters}: two spellings of one mapping of declarations and literal defaults. */
public final class InputDeclarations {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,127}");
    private static final List<String> MARKS = List.of("type", "description", "required", "default");

    private final Findings findings;
    private final Map<String, InputSpec> inputs = new LinkedHashMap<>();

    private InputDeclarations(Findings findings) {
        this.findings = findings;
    }

    /** The declared inputs in the order of the document. */
    public static List<InputSpec> read(Fields document) {
        var declarations = new InputDeclarations(document.findings());
        for (var key : List.of("inputs", "parameters")) {
            document.mapping(key).ifPresent(declarations::readAll);
        }
        return List.copyOf(declarations.inputs.values());
    }

    private void readAll(Node.Mapping declared) {
        declared.entries().forEach((name, entry) -> {
            if (!NAME.matcher(name).matches()) {
                findings.error(
                        "bad-input",
                        entry.key(),
                        "'" + name + "' is no name for an input",
                        "use letters, digits and _");
            } else if (inputs.containsKey(name)) {
                findings.warning(
                        "duplicate-input",
                        entry.key(),
                        "the input '" + name + "' is declared under inputs and under parameters",
                        "the declaration under inputs counts");
            } else {
                inputs.put(name, input(name, entry.node()));
            }
        });
    }

    private InputSpec input(String name, Node node) {
        if (node instanceof Node.Mapping mapping && MARKS.stream().anyMatch(mapping::has)) {
            return declaration(name, new Fields(mapping, findings));
        }
        return new InputSpec(name, InputSpec.Type.ANY, false, Optional.of(node.value()), Value.EMPTY, false);
    }

    private InputSpec declaration(String name, Fields fields) {
        var constraints = new ConstraintReader(findings).read(fields);
        var type = type(fields);
        var names =
                fields.node("required").filter(Node.Sequence.class::isInstance).isPresent();
        var required = !names && bool(fields, "required");
        var value = fields.mapping().get("default").map(Node::value);
        value = value.filter(given -> given != Value.Null.NULL || type == InputSpec.Type.ANY);
        var sensitive = bool(fields, "sensitive");
        if (sensitive && value.isPresent()) {
            findings.warning(
                    "sensitive-default",
                    fields.place("default"),
                    "the default of the sensitive input '" + name + "' can be read by everyone who reads the document",
                    "write ${secret:name} where it is needed, or required: true");
        }
        if (sensitive && type == InputSpec.Type.BOOLEAN) {
            findings.warning(
                    "sensitive-boolean",
                    fields.place("type"),
                    "true or false, whichever '" + name
                            + "' is, reads *** in all results of the job: conditions on it cannot"
                            + " tell it any more",
                    "use two words that are nowhere else: type: string, enum: [consent-given, consent-refused]");
        }
        value.ifPresent(given -> checkDefault(name, type, constraints, fields, given));
        return new InputSpec(name, type, required && value.isEmpty(), value, constraints, sensitive);
    }

    private InputSpec.Type type(Fields fields) {
        var word = fields.text("type");
        var type = word.flatMap(InputTypes::parse);
        if (word.isPresent() && type.isEmpty()) {
            unknownType(word.get(), fields.place("type"), findings);
        }
        return type.orElse(InputSpec.Type.ANY);
    }

    static void unknownType(String word, Place at, Findings findings) {
        findings.error(
                "unknown-type",
                at,
                "'" + word + "' is no type of an input",
                Spelling.nearest(word, InputTypes.WORDS)
                        .map(Fields::didYouMean)
                        .orElse("one of " + String.join(", ", InputTypes.WORDS)));
    }

    private static boolean bool(Fields fields, String key) {
        var node = fields.node(key);
        if (node.isPresent() && node.get().value() instanceof Value.Bool bool) {
            return bool.value();
        }
        node.ifPresent(other -> fields.wrongType(key, "true or false", other));
        return false;
    }

    private void checkDefault(String name, InputSpec.Type type, Value.Dict constraints, Fields fields, Value given) {
        var place = fields.place("default");
        if (given instanceof Value.Text text
                && (text.value().contains("{{") || text.value().contains("${"))) {
            findings.warning("template-in-default", place, "the default of '" + name + "' is taken as it stands", "");
        }
        var problems = new ArrayList<String>();
        new InputRules(problems).check("the default of '" + name + "'", type, constraints, given);
        problems.forEach(problem -> findings.error("bad-default", place, problem));
    }
}
