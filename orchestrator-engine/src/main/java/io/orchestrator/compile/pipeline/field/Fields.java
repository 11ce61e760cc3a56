package io.orchestrator.compile.pipeline.field;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the fields of one mapping by type; a value of another type is a finding and counts as absent, as null does.
 *
 * @param mapping the mapping
 * @param findings takes what is wrong
 */
public record Fields(Node.Mapping mapping, Findings findings) {

    /** A hint. */
    public static String didYouMean(String name) {
        return "did you mean '" + name + "'?";
    }

    /** The value under a key, unless it is null. */
    public Optional<Node> node(String key) {
        return mapping.get(key)
                .filter(node -> !(node instanceof Node.Scalar scalar && scalar.value() == Value.Null.NULL));
    }

    public boolean has(String key) {
        return node(key).isPresent();
    }

    public Place place(String key) {
        return mapping.get(key).map(Node::place).orElseGet(mapping::place);
    }

    public Optional<Node.Scalar> scalar(String key) {
        return expect(key, Node.Scalar.class, "a text");
    }

    public Optional<Node.Mapping> mapping(String key) {
        return expect(key, Node.Mapping.class, "a mapping");
    }

    public Optional<Node.Sequence> sequence(String key) {
        return expect(key, Node.Sequence.class, "a list");
    }

    public Optional<String> text(String key) {
        return scalar(key).map(scalar -> scalar.text().strip());
    }

    /** True or false. */
    public Optional<Boolean> flag(String key) {
        var found = node(key);
        if (found.isPresent() && found.get().value() instanceof Value.Bool bool) {
            return Optional.of(bool.value());
        }
        found.ifPresent(node -> wrongType(key, "true or false", node));
        return Optional.empty();
    }

    /** A whole number within bounds, both included. */
    public OptionalLong integer(String key, long min, long max) {
        var found = node(key);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        if (found.get().value() instanceof Value.Int number && number.value() >= min && number.value() <= max) {
            return OptionalLong.of(number.value());
        }
        wrongType(key, "a whole number from " + min + " to " + max, found.get());
        return OptionalLong.empty();
    }

    /** A number within bounds, both included. */
    public Optional<Double> real(String key, double min, double max) {
        var found = node(key);
        var number = found.map(Fields::number).filter(n -> n >= min && n <= max);
        if (found.isPresent() && number.isEmpty()) {
            wrongType(key, "a number from " + min + " to " + max, found.get());
        }
        return number;
    }

    /** A list of names, one name, or several with commas between; each with its place. */
    public List<Named> names(String key) {
        var found = node(key);
        if (found.isEmpty()) {
            return List.of();
        }
        return switch (found.get()) {
            case Node.Scalar scalar -> split(scalar);
            case Node.Sequence list -> items(key, list);
            case Node.Mapping mapped -> {
                wrongType(key, "a list of names", mapped);
                yield List.of();
            }
        };
    }

    /** Reports a value of the wrong type. */
    public void wrongType(String key, String expected, Node actual) {
        findings.error("wrong-type", actual.place(), "'" + key + "' must be " + expected + ", not " + actual.kind());
    }

    private List<Named> items(String key, Node.Sequence list) {
        var names = new ArrayList<Named>();
        for (var item : list.items()) {
            if (item instanceof Node.Scalar scalar) {
                names.add(new Named(scalar.text().strip(), scalar.place()));
            } else {
                wrongType(key, "a list of names", item);
            }
        }
        return names;
    }

    private static List<Named> split(Node.Scalar scalar) {
        var names = new ArrayList<Named>();
        for (var part : scalar.text().split(",", -1)) {
            if (!part.isBlank()) {
                names.add(new Named(part.strip(), scalar.place()));
            }
        }
        return names;
    }

    private <T extends Node> Optional<T> expect(String key, Class<T> type, String expected) {
        var found = node(key);
        if (found.isPresent() && !type.isInstance(found.get())) {
            wrongType(key, expected, found.get());
        }
        return found.filter(type::isInstance).map(type::cast);
    }

    private static Double number(Node node) {
        return switch (node.value()) {
            case Value.Int i -> (double) i.value();
            case Value.Real r -> r.value();
            case Value.BigInt b -> Double.NaN;
            case Value.Null n -> Double.NaN;
            case Value.Bool b -> Double.NaN;
            case Value.Text t -> Double.NaN;
            case Value.Array a -> Double.NaN;
            case Value.Dict d -> Double.NaN;
        };
    }
}
