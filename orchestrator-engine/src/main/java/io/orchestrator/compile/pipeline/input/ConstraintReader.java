package io.orchestrator.compile.pipeline.input;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.input.InputTypes;
import io.orchestrator.compile.input.Patterns;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.model.Value;
import io.orchestrator.plan.InputSpec;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an input's constraints in all their spellings into the names of {@code InputSpec.constraints}. */
final class ConstraintReader {

    private static final Set<String> CONSTRAINTS = Set.of(
            "enum",
            "choices",
            "allowed_values",
            "minimum",
            "min",
            "maximum",
            "max",
            "range",
            "min_length",
            "minLength",
            "min_items",
            "minItems",
            "max_length",
            "maxLength",
            "max_items",
            "maxItems",
            "pattern",
            "items",
            "properties");

    static final Vocabulary DECLARATION =
            vocabulary("an input", "type", "required", "default", "sensitive", "validation");
    static final Vocabulary NESTED = vocabulary("a nested declaration", "type", "required", "validation");
    static final Vocabulary VALIDATION = vocabulary("validation");

    private final Findings findings;

    ConstraintReader(Findings findings) {
        this.findings = findings;
    }

    private static Vocabulary vocabulary(String where, String... further) {
        var read = new LinkedHashSet<>(CONSTRAINTS);
        read.addAll(List.of(further));
        return new Vocabulary(
                where,
                Set.copyOf(read),
                Set.of("description", "title", "example", "examples"),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The constraints of a declaration. */
    Value.Dict read(Fields declaration) {
        DECLARATION.check(declaration.mapping(), findings);
        return constraints(declaration);
    }

    private Value.Dict constraints(Fields declaration) {
        var found = new LinkedHashMap<String, Value>();
        declaration.mapping("validation").ifPresent(validation -> {
            VALIDATION.check(validation, findings);
            collect(new Fields(validation, findings), found);
        });
        collect(declaration, found);
        if (found.get("minimum") instanceof Value.Int least
                && found.get("maximum") instanceof Value.Int most
                && least.value() > most.value()) {
            findings.error(
                    "bad-value",
                    declaration.mapping().place(),
                    "the minimum " + least.value() + " is above the maximum " + most.value());
        }
        return Value.of(found);
    }

    private void collect(Fields fields, Map<String, Value> found) {
        for (var key : List.of("enum", "choices", "allowed_values")) {
            fields.sequence(key).ifPresent(list -> found.put("enum", list.value()));
        }
        fields.sequence("range").ifPresent(range -> range(fields, range, found));
        for (var key : List.of("minimum", "min")) {
            number(fields, key, "minimum", found);
        }
        for (var key : List.of("maximum", "max")) {
            number(fields, key, "maximum", found);
        }
        for (var key : List.of("min_length", "minLength", "min_items", "minItems")) {
            length(fields, key, "min_length", found);
        }
        for (var key : List.of("max_length", "maxLength", "max_items", "maxItems")) {
            length(fields, key, "max_length", found);
        }
        pattern(fields, found);
        fields.node("items").ifPresent(node -> found.put("items", nested(fields, "items", node)));
        fields.mapping("properties").ifPresent(mapping -> found.put("properties", properties(fields, mapping)));
    }

    private void range(Fields fields, Node.Sequence range, Map<String, Value> found) {
        if (range.items().size() != 2 || range.items().stream().anyMatch(item -> !isNumber(item.value()))) {
            fields.wrongType("range", "two numbers, as in [1, 10]", range);
            return;
        }
        found.put("minimum", range.items().getFirst().value());
        found.put("maximum", range.items().getLast().value());
    }

    private static void number(Fields fields, String key, String name, Map<String, Value> found) {
        fields.node(key).ifPresent(node -> {
            if (isNumber(node.value())) {
                found.put(name, node.value());
            } else {
                fields.wrongType(key, "a number", node);
            }
        });
    }

    private static boolean isNumber(Value value) {
        return InputTypes.fits(InputSpec.Type.NUMBER, value);
    }

    private static void length(Fields fields, String key, String name, Map<String, Value> found) {
        fields.integer(key, 0, Integer.MAX_VALUE).ifPresent(length -> found.put(name, Value.of(length)));
    }

    private void pattern(Fields fields, Map<String, Value> found) {
        fields.scalar("pattern").ifPresent(scalar -> {
            var problem = Patterns.problem(scalar.text());
            if (problem.isPresent()) {
                findings.error("bad-pattern", scalar.place(), "the pattern cannot be used: " + problem.get());
            } else {
                found.put("pattern", Value.of(scalar.text()));
            }
        });
    }

    private Value nested(Fields parent, String key, Node node) {
        if (node instanceof Node.Mapping mapping) {
            return nested(new Fields(mapping, findings));
        }
        if (node instanceof Node.Scalar scalar) {
            var type = InputTypes.parse(scalar.text());
            if (type.isPresent()) {
                return Value.of(Map.of("type", Value.of(InputTypes.word(type.get()))));
            }
            InputDeclarations.unknownType(scalar.text(), scalar.place(), findings);
            return Value.EMPTY;
        }
        parent.wrongType(key, "a type or a declaration", node);
        return Value.EMPTY;
    }

    private Value.Dict nested(Fields fields) {
        NESTED.check(fields.mapping(), findings);
        var rule = new LinkedHashMap<String, Value>();
        fields.scalar("type").ifPresent(scalar -> rule.put("type", nestedType(scalar)));
        if (fields.node("required")
                .filter(node -> Value.Bool.TRUE.equals(node.value()))
                .isPresent()) {
            rule.put("required", Value.of(true));
        }
        rule.putAll(constraints(fields).entries());
        return Value.of(rule);
    }

    private Value nestedType(Node.Scalar scalar) {
        var type = InputTypes.parse(scalar.text());
        if (type.isEmpty()) {
            InputDeclarations.unknownType(scalar.text(), scalar.place(), findings);
        }
        return Value.of(type.map(InputTypes::word).orElse("any"));
    }

    /** The properties' rules; a list of required names, as JSON Schema writes it, marks them. */
    private Value.Dict properties(Fields object, Node.Mapping declared) {
        var required =
                object.node("required").filter(Node.Sequence.class::isInstance).isPresent()
                        ? object.names("required").stream().map(Named::id).toList()
                        : List.<String>of();
        var rules = new LinkedHashMap<String, Value>();
        declared.entries().forEach((name, entry) -> {
            var rule = nested(new Fields(declared, findings), name, entry.node());
            rules.put(
                    name,
                    rule instanceof Value.Dict dict && required.contains(name)
                            ? dict.with("required", Value.of(true))
                            : rule);
        });
        return Value.of(rules);
    }
}
