package io.orchestrator.language;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Opener;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Templates nested in maps and lists: parameters, outputs. Keys are not templates. Immutable, thread-safe. */
public final class ValueTemplate {

    /** The empty map. */
    public static final ValueTemplate EMPTY = of(Value.EMPTY);

    private final Value source;
    private final Node root;

    private sealed interface Node {}

    private record Leaf(String path, Template template) implements Node {}

    private record Fixed(Value value) implements Node {}

    private record Items(List<Node> items) implements Node {}

    private record Fields(Map<String, Node> fields) implements Node {}

    private ValueTemplate(Value source, Node root) {
        this.source = source;
        this.root = root;
    }

    /**
     * Parses every text inside.
     *
     * @throws LanguageException of the first broken text; its message begins with the path
     */
    public static ValueTemplate of(Value value) {
        return of(value, (path, problem) -> {
            throw at(path, problem);
        });
    }

    /**
     * Parses every text inside and reports each broken one, which stays as it is.
     *
     * @param problems takes the path inside the value, as {@code list[0].field}, and what is wrong there
     */
    public static ValueTemplate of(Value value, BiConsumer<String, LanguageException> problems) {
        return new ValueTemplate(value, parse(value, "", problems));
    }

    /**
     * The value with every template inside replaced by what it gives.
     *
     * @throws LanguageException of the first that has no value; its message begins with the path
     */
    public Value render(Scope scope) {
        return render(root, scope);
    }

    /**
     * As {@link #render}, but a value that is one whole <code>{{ ... }}</code> keeps its type as well: for places that
     * want a list or a number.
     *
     * @throws LanguageException as {@link #render}
     */
    public Value renderTyped(Scope scope) {
        return root instanceof Leaf leaf ? leaf.template().evaluateTyped(scope) : render(scope);
    }

    /**
     * As {@link #render}, but each field of a map sees what those above it gave, under their names.
     *
     * @throws LanguageException as {@link #render}
     */
    public Value renderInOrder(Scope scope) {
        if (!(root instanceof Fields all)) {
            return render(scope);
        }
        var rendered = new LinkedHashMap<String, Value>();
        var both = new Scope() {
            @Override
            public @Nullable Value lookup(String name) {
                var above = rendered.get(name);
                return above != null ? above : scope.lookup(name);
            }

            @Override
            public Collection<String> names() {
                var names = new ArrayList<>(rendered.keySet());
                names.addAll(scope.names());
                return names;
            }

            @Override
            public String secretMark() {
                return scope.secretMark();
            }

            @Override
            public Opener opener() {
                return scope.opener();
            }
        };
        all.fields().forEach((name, field) -> rendered.put(name, render(field, both)));
        return new Value.Dict(rendered);
    }

    /** The root names read inside, in order of appearance. */
    public Set<String> references() {
        var found = new LinkedHashSet<String>();
        leaves(root, new ArrayList<>())
                .forEach(leaf -> found.addAll(leaf.template().references()));
        return Collections.unmodifiableSet(found);
    }

    /** The paths read inside, for checks at compile time. */
    public List<List<String>> paths() {
        return leaves(root, new ArrayList<>()).stream()
                .flatMap(leaf -> leaf.template().paths().stream())
                .distinct()
                .toList();
    }

    /** The names of the secrets that the texts inside refer to, in order of appearance. */
    public Set<String> secrets() {
        var found = new LinkedHashSet<String>();
        leaves(root, new ArrayList<>())
                .forEach(leaf -> found.addAll(leaf.template().secrets()));
        return Collections.unmodifiableSet(found);
    }

    /** The value it was made of. */
    public Value source() {
        return source;
    }

    private static Node parse(Value value, String path, BiConsumer<String, LanguageException> problems) {
        return switch (value) {
            case Value.Text text -> parse(text, path, problems);
            case Value.Array array -> {
                var items = new ArrayList<Node>();
                for (var item : array.items()) {
                    items.add(parse(item, path + "[" + items.size() + "]", problems));
                }
                yield items.stream().allMatch(Fixed.class::isInstance) ? new Fixed(value) : new Items(items);
            }
            case Value.Dict dict -> {
                var fields = new LinkedHashMap<String, Node>();
                dict.entries()
                        .forEach((name, item) ->
                                fields.put(name, parse(item, path.isEmpty() ? name : path + "." + name, problems)));
                yield fields.values().stream().allMatch(Fixed.class::isInstance)
                        ? new Fixed(value)
                        : new Fields(fields);
            }
            case Value.Null n -> new Fixed(n);
            case Value.Bool b -> new Fixed(b);
            case Value.Int i -> new Fixed(i);
            case Value.BigInt i -> new Fixed(i);
            case Value.Real r -> new Fixed(r);
        };
    }

    private static Node parse(Value.Text text, String path, BiConsumer<String, LanguageException> problems) {
        try {
            return new Leaf(path, Template.parse(text.value()));
        } catch (LanguageException e) {
            problems.accept(path, e);
            return new Fixed(text);
        }
    }

    private static Value render(Node node, Scope scope) {
        return switch (node) {
            case Fixed fixed -> fixed.value();
            case Leaf leaf -> render(leaf, scope);
            case Items items ->
                new Value.Array(
                        items.items().stream().map(item -> render(item, scope)).toList());
            case Fields fields -> {
                var rendered = new LinkedHashMap<String, Value>();
                fields.fields().forEach((name, item) -> rendered.put(name, render(item, scope)));
                yield new Value.Dict(rendered);
            }
        };
    }

    private static Value render(Leaf leaf, Scope scope) {
        try {
            return leaf.template().evaluate(scope);
        } catch (LanguageException e) {
            throw at(leaf.path(), e);
        }
    }

    private static List<Leaf> leaves(Node node, List<Leaf> found) {
        switch (node) {
            case Fixed fixed -> {}
            case Leaf leaf -> found.add(leaf);
            case Items items -> items.items().forEach(item -> leaves(item, found));
            case Fields fields -> fields.fields().values().forEach(item -> leaves(item, found));
        }
        return found;
    }

    private static LanguageException at(String path, LanguageException problem) {
        return path.isEmpty()
                ? problem
                : new LanguageException(problem.kind(), problem.offset(), path + ": " + problem.getMessage());
    }
}
