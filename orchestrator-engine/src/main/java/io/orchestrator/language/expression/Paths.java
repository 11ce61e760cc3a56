package io.orchestrator.language.expression;

import io.orchestrator.language.builtin.Neighbours;
import io.orchestrator.language.operation.Access;
import io.orchestrator.language.operation.Slices;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Missing;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Scope;
import io.orchestrator.language.value.Undefined;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes that read names and what is inside their values. */
interface Paths {

    /**
     * A name of a block or of the scope.
     *
     * @param name the name, which may begin with a dollar sign
     * @param at its offset
     */
    record Name(String name, int at) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            if (run.isWhole(this) && run.handsOn(name)) {
                return Item.Str.EMPTY;
            }
            var value = run.lookup(name);
            if (value == null && name.charAt(0) == '$') {
                value = loopVariable(run, name.substring(1));
            }
            run.at(at);
            return value == null ? Undefined.at(this, null) : value;
        }

        /** What {@code $item} means: a variable of the innermost loop, or a loop by its name. */
        private static @Nullable Item loopVariable(Run run, String plain) {
            var value = run.lookup(plain);
            if (value != null) {
                return value;
            }
            return run.lookup(Scope.LOOPS) instanceof Dict loops ? loops.get(plain) : null;
        }

        @Override
        public void collect(References found) {
            found.read(List.of(name), at);
        }

        @Override
        public String describe() {
            return name;
        }

        @Override
        public String hint(@Nullable Item parent, Scope scope) {
            return Missing.didYouMean(name, scope.names());
        }
    }

    /**
     * A field after a point.
     *
     * @param target what has the field
     * @param name its name
     * @param at its offset
     */
    record Attribute(Node target, String name, int at) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            var parent = target.eval(run);
            run.at(at);
            if (run.isWhole(this) && run.handsOn(Access.unopened(parent, name))) {
                return Item.Str.EMPTY;
            }
            if (parent instanceof Undefined && target instanceof Name whole) {
                var told = run.lookup(whole.name() + "." + name);
                if (told != null) {
                    return told;
                }
            }
            return Access.field(parent, name, this);
        }

        @Override
        public void collect(References found) {
            Paths.collect(this, found);
        }

        @Override
        public String describe() {
            return target.describe() + "." + name;
        }

        @Override
        public String hint(@Nullable Item parent, Scope scope) {
            return Neighbours.hint(target.describe(), name, parent);
        }
    }

    /**
     * An element in brackets.
     *
     * @param target what has the element
     * @param key its key or index
     * @param at its offset
     */
    record Subscript(Node target, Node key, int at) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            var parent = target.eval(run);
            var index = key.eval(run);
            run.at(at);
            if (run.isWhole(this) && run.handsOn(Access.unopened(parent, index))) {
                return Item.Str.EMPTY;
            }
            return Access.element(run, parent, run.defined(index), this);
        }

        @Override
        public void collect(References found) {
            Paths.collect(this, found);
        }

        @Override
        public String describe() {
            return target.describe() + "[" + key.describe() + "]";
        }

        @Override
        public String hint(@Nullable Item parent, Scope scope) {
            return Neighbours.hint(target.describe(), textKey(this), parent);
        }
    }

    /**
     * A part of a text or list.
     *
     * @param target the whole
     * @param start the first index, null for the beginning
     * @param stop the index after the last, null for the end
     * @param step the distance, null for 1
     * @param at its offset
     */
    record Slice(
            Node target,
            @Nullable Node start,
            @Nullable Node stop,
            @Nullable Node step,
            int at) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            var whole = target.eval(run);
            var from = bound(run, start);
            var to = bound(run, stop);
            var by = bound(run, step);
            run.at(at);
            return whole instanceof Undefined undefined
                    ? undefined.through(this)
                    : Slices.of(run, whole, from, to, by == null ? 1 : by);
        }

        private static @Nullable Long bound(Run run, @Nullable Node node) {
            return node == null ? null : Slices.bound(run, run.defined(node.eval(run)));
        }

        @Override
        public void collect(References found) {
            Paths.collect(this, found);
        }

        @Override
        public String describe() {
            return target.describe() + "[...]";
        }
    }

    /** Tells the longest static path from the root name on, and what the subscripts read. */
    private static void collect(Node node, References found) {
        Deque<Node> chain = new ArrayDeque<>();
        var base = node;
        for (var next = target(base); next != null; next = target(base)) {
            chain.push(base);
            base = next;
        }
        if (base instanceof Name name) {
            var path = new ArrayList<String>();
            path.add(name.name());
            for (var link : chain) {
                var segment = segment(link);
                if (segment == null) {
                    break;
                }
                path.add(segment);
            }
            found.read(path, name.at());
        } else {
            base.collect(found);
        }
        chain.forEach(link -> collectKeys(link, found));
    }

    /** Tells that a path is asked for and may be undefined. */
    static void test(Node node, References found) {
        found.guard();
        node.collect(found);
        found.endGuard();
        var path = new ArrayDeque<String>();
        var base = node;
        for (var next = target(base); next != null; next = target(base)) {
            var segment = segment(base);
            if (segment == null) {
                path.clear();
            } else {
                path.push(segment);
            }
            base = next;
        }
        if (base instanceof Name name) {
            path.push(name.name());
            found.tested(List.copyOf(path));
        }
    }

    private static @Nullable Node target(Node node) {
        return switch (node) {
            case Attribute path -> path.target();
            case Subscript path -> path.target();
            case Slice path -> path.target();
            default -> null;
        };
    }

    /** The key where it is a literal text, else the empty text. */
    private static String textKey(Subscript path) {
        return path.key() instanceof Literal literal && literal.value() instanceof Item.Str key ? key.value() : "";
    }

    private static @Nullable String segment(Node link) {
        return switch (link) {
            case Attribute path -> path.name();
            case Subscript path -> textKey(path).isEmpty() ? null : textKey(path);
            default -> null;
        };
    }

    private static void collectKeys(Node link, References found) {
        switch (link) {
            case Subscript path -> path.key().collect(found);
            case Slice path -> {
                References.collect(path.start(), found);
                References.collect(path.stop(), found);
                References.collect(path.step(), found);
            }
            default -> {}
        }
    }
}
