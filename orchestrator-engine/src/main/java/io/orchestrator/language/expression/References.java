package io.orchestrator.language.expression;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names and paths that a tree reads from the scope. Also where names with a leading underscore are refused, except
 * those that a block binds and the metadata of steps.
 */
public final class References {

    private static final Pattern METADATA = Pattern.compile("__.+_metadata");

    private final Set<String> roots = new LinkedHashSet<>();
    private final Set<List<String>> paths = new LinkedHashSet<>();
    private final Set<List<String>> required = new LinkedHashSet<>();
    private final Set<List<String>> tested = new HashSet<>();
    private final Set<String> secrets = new LinkedHashSet<>();
    private final Deque<Set<String>> bound = new ArrayDeque<>();
    private int guards;

    public References() {
        bound.push(new HashSet<>());
    }

    public static void collect(@Nullable Node node, References found) {
        if (node != null) {
            node.collect(found);
        }
    }

    public static void collect(Collection<? extends Node> nodes, References found) {
        nodes.forEach(node -> node.collect(found));
    }

    /** A path that begins with a name is read. */
    void read(List<String> path, int offset) {
        var root = path.getFirst();
        if (bound.stream().anyMatch(names -> names.contains(root))) {
            return;
        }
        if (root.startsWith("_") && !METADATA.matcher(root).matches()) {
            throw new LanguageException(
                    Kind.SECURITY, offset, "'" + root + "' is private: names with a leading underscore cannot be read");
        }
        var copy = List.copyOf(path);
        roots.add(root);
        paths.add(copy);
        if (guards == 0) {
            required.add(copy);
        }
    }

    /** A secret is named, for the worker. */
    public void secret(String name) {
        secrets.add(name);
    }

    /** The block that is open binds a name. */
    public void bind(String name) {
        bound.element().add(name);
    }

    public void open() {
        bound.push(new HashSet<>());
    }

    public void close() {
        bound.pop();
    }

    /** What follows may be undefined, until {@link #endGuard}. */
    void guard() {
        guards++;
    }

    void endGuard() {
        guards--;
    }

    /** The template asks whether a path is defined, so reading it elsewhere is no mistake. */
    void tested(List<String> path) {
        tested.add(List.copyOf(path));
    }

    public Set<String> secrets() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(secrets));
    }

    public Set<String> roots() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(roots));
    }

    public List<List<String>> paths() {
        return List.copyOf(paths);
    }

    public List<List<String>> requiredPaths() {
        return required.stream()
                .filter(path -> tested.stream().noneMatch(prefix -> begins(path, prefix)))
                .toList();
    }

    private static boolean begins(List<String> path, List<String> prefix) {
        return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
    }
}
