package io.orchestrator.language.expression;

import io.orchestrator.language.builtin.Args;
import io.orchestrator.language.builtin.Builtin;
import io.orchestrator.language.builtin.Methods;
import io.orchestrator.language.value.Frame;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LoopState;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Special;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Nodes that call filters, tests, functions, methods and macros. */
public interface Calls {

    /** Functions whose first argument is the name of a loop, which the template reads then. */
    Set<String> OF_LOOPS = Set.of("loop_var", "loop_item_at");

    /** The arguments as written. */
    record Arguments(List<Node> positional, List<String> names, List<Node> named) {

        static final Arguments NONE = new Arguments(List.of(), List.of(), List.of());

        public Args eval(Run run) {
            return positional.isEmpty() && named.isEmpty()
                    ? Args.NONE
                    : new Args(eval(run, positional), names, eval(run, named));
        }

        private static List<Item> eval(Run run, List<Node> nodes) {
            var items = new ArrayList<Item>(nodes.size());
            for (var node : nodes) {
                items.add(node.eval(run));
            }
            return items;
        }

        public void collect(References found) {
            References.collect(positional, found);
            References.collect(named, found);
        }
    }

    /** A filter with its arguments; {@code at} is its offset. */
    record Stage(Builtin filter, Arguments arguments, int at) {

        public Item apply(Run run, Item input) {
            var args = arguments.eval(run);
            run.at(at);
            return filter.apply(run, input, args);
        }
    }

    /** {@code input | filter(arguments)}. */
    record Filtered(Stage stage, Node input) implements Node {

        @Override
        public Item eval(Run run) {
            return stage.apply(run, input.eval(run));
        }

        @Override
        public void collect(References found) {
            if (stage.filter().takes() == Builtin.Takes.ABSENCE) {
                found.guard();
                input.collect(found);
                found.endGuard();
            } else {
                input.collect(found);
            }
            stage.arguments().collect(found);
        }
    }

    /** {@code input is test(arguments)}. */
    record Tested(Builtin test, Node input, Arguments arguments, int at) implements Node {

        @Override
        public Item eval(Run run) {
            var value = input.eval(run);
            var args = arguments.eval(run);
            run.at(at);
            return test.apply(run, value, args);
        }

        @Override
        public void collect(References found) {
            if (test.takes() == Builtin.Takes.ABSENCE) {
                Paths.test(input, found);
            } else {
                input.collect(found);
            }
            arguments.collect(found);
        }
    }

    /** {@code function(arguments)}. */
    record Function(Builtin function, Arguments arguments, int at) implements Node {

        @Override
        public Item eval(Run run) {
            var args = arguments.eval(run);
            run.at(at);
            return function.apply(run, Item.None.NONE, args);
        }

        @Override
        public void collect(References found) {
            arguments.collect(found);
            if (OF_LOOPS.contains(function.name())
                    && !arguments.positional().isEmpty()
                    && arguments.positional().getFirst() instanceof Literal literal
                    && literal.value() instanceof Item.Str loop) {
                found.guard();
                found.read(List.of(loop.value()), at);
                found.endGuard();
            }
        }

        @Override
        public String describe() {
            return function.name() + "()";
        }
    }

    /** {@code target.method(arguments)}. */
    record Method(Node target, String name, Arguments arguments, int at) implements Node {

        @Override
        public Item eval(Run run) {
            var value = target.eval(run);
            var args = arguments.eval(run);
            run.at(at);
            return Methods.of(run, run.defined(value), name).apply(run, value, args);
        }

        @Override
        public void collect(References found) {
            target.collect(found);
            arguments.collect(found);
        }

        @Override
        public String describe() {
            return target.describe() + "." + name + "()";
        }
    }

    /** {@code macro(arguments)}, of a macro that the template defines, or of what else it binds that can be called. */
    record MacroCall(String name, Arguments arguments, int at) implements Node {

        @Override
        public Item eval(Run run) {
            var args = arguments.eval(run);
            run.at(at);
            var callee = Frame.find(run.frame(), name);
            if (callee instanceof Macro macro) {
                return macro.call(run, args, null);
            }
            if (callee instanceof Special.Joiner joiner) {
                return joiner.call();
            }
            if (callee instanceof LoopState loop && args.positional().size() == 1) {
                return loop.recurse(run, args.positional().getFirst());
            }
            throw run.type("'" + name + "' is no macro here");
        }

        @Override
        public void collect(References found) {
            arguments.collect(found);
        }
    }
}
