package io.orchestrator.language.template;

import io.orchestrator.language.expression.Calls;
import io.orchestrator.language.expression.Macro;
import io.orchestrator.language.expression.Node;
import io.orchestrator.language.expression.References;
import io.orchestrator.language.expression.Target;
import io.orchestrator.language.operation.Access;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.value.Frame;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LoopState;
import io.orchestrator.language.value.Run;
import io.orchestrator.model.SecretMark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One part of a template. Immutable. */
sealed interface Statement {

    /** Prints and binds what it does. */
    void run(Run run, Output out);

    /** Tells which names and paths it reads, and which names it binds. */
    void collect(References found);

    /** Text between the tags. */
    record Text(String text) implements Statement {
        @Override
        public void run(Run run, Output out) {
            out.print(text);
        }

        @Override
        public void collect(References found) {}
    }

    /** The reference to a secret, for a worker; it bears the scope's mark, so that data cannot pretend to be one. */
    record Secret(String name) implements Statement {
        @Override
        public void run(Run run, Output out) {
            out.print(SecretMark.reference(run.secretMark(), name));
        }

        @Override
        public void collect(References found) {
            found.secret(name);
        }
    }

    /** A printed expression. */
    record Print(Node value) implements Statement {
        @Override
        public void run(Run run, Output out) {
            out.print(value.eval(run));
        }

        @Override
        public void collect(References found) {
            value.collect(found);
        }
    }

    /** One {@code if} or {@code elif}. */
    record Branch(Node condition, Block body) {}

    /** The first branch that holds, else the last block. */
    record If(List<Branch> branches, Block otherwise) implements Statement {
        @Override
        public void run(Run run, Output out) {
            run.step();
            for (var branch : branches) {
                if (Comparison.truth(run, branch.condition().eval(run))) {
                    branch.body().run(run, out);
                    return;
                }
            }
            otherwise.run(run, out);
        }

        @Override
        public void collect(References found) {
            for (var branch : branches) {
                branch.condition().collect(found);
                branch.body().collect(found);
            }
            otherwise.collect(found);
        }
    }

    /** {@code for target in source if condition}; {@code at} is its offset. */
    record For(Target target, Node source, @Nullable Node condition, Bodies bodies, int at) implements Statement {

        /**
         * @param body what runs for each element
         * @param otherwise what runs where there is none
         * @param recursive whether {@code loop(...)} may run it again inside
         */
        record Bodies(Block body, Block otherwise, boolean recursive) {}

        @Override
        public void run(Run run, Output out) {
            rounds(run, source.eval(run), 1, out);
        }

        private void rounds(Run run, Item value, int depth, Output out) {
            var outer = run.frame();
            run.at(at);
            var items = new Chosen(run, Access.elements(run, value), target, condition);
            var item = items.at(0);
            if (item == null) {
                bodies.otherwise().runInside(run, out);
                return;
            }
            var loop = new LoopState(items, recursion(outer), depth);
            for (var index = 0; item != null; item = items.at(++index)) {
                run.chargeLoop(1);
                run.swap(new Frame(outer));
                loop.moveTo(index);
                target.assign(run, item);
                run.bind("loop", loop);
                bodies.body().run(run, out);
            }
            run.swap(outer);
        }

        private LoopState.Recursion recursion(@Nullable Frame home) {
            if (!bodies.recursive()) {
                return LoopState.Recursion.NONE;
            }
            return (run, others, depth) -> {
                run.enterMacro();
                var caller = run.swap(home);
                var out = new Output(run);
                rounds(run, others, depth, out);
                run.swap(caller);
                run.leaveMacro();
                return Item.of(out.toString());
            };
        }

        @Override
        public void collect(References found) {
            source.collect(found);
            found.open();
            target.bind(found);
            References.collect(condition, found);
            found.bind("loop");
            bodies.body().collect(found);
            found.close();
            bodies.otherwise().collectInside(found);
        }
    }

    /** {@code set target = value}. */
    record Assign(Target target, Node value) implements Statement {
        @Override
        public void run(Run run, Output out) {
            target.assign(run, value.eval(run));
        }

        @Override
        public void collect(References found) {
            value.collect(found);
            target.bind(found);
        }
    }

    /** {@code set target | filters} with a block as the value. */
    record AssignBlock(Target target, List<Calls.Stage> filters, Block body) implements Statement {
        @Override
        public void run(Run run, Output out) {
            target.assign(run, filtered(run, filters, body));
        }

        @Override
        public void collect(References found) {
            collectFiltered(found, filters, body);
            target.bind(found);
        }
    }

    /** {@code filter filters} around a block. */
    record FilterBlock(List<Calls.Stage> filters, Block body) implements Statement {
        @Override
        public void run(Run run, Output out) {
            out.print(filtered(run, filters, body));
        }

        @Override
        public void collect(References found) {
            collectFiltered(found, filters, body);
        }
    }

    /** {@code with} assignments around a block; the values do not see one another. */
    record With(List<Assign> assignments, Block body) implements Statement {
        @Override
        public void run(Run run, Output out) {
            var values = new ArrayList<Item>();
            for (var assignment : assignments) {
                values.add(assignment.value().eval(run));
            }
            var outer = run.swap(new Frame(run.frame()));
            for (var index = 0; index < values.size(); index++) {
                assignments.get(index).target().assign(run, values.get(index));
            }
            body.run(run, out);
            run.swap(outer);
        }

        @Override
        public void collect(References found) {
            assignments.forEach(assignment -> assignment.value().collect(found));
            found.open();
            assignments.forEach(assignment -> assignment.target().bind(found));
            body.collect(found);
            found.close();
        }
    }

    /** The definition of a macro; {@code extras} are those of {@link Macro#EXTRAS} that its body reads. */
    record Define(String name, List<Macro.Parameter> parameters, Block body, Set<String> extras) implements Statement {
        @Override
        public void run(Run run, Output out) {
            run.bind(name, macro(run));
        }

        Macro macro(Run run) {
            return new Macro(name, parameters, body, run.ownFrame(), extras);
        }

        static Define of(String name, List<Macro.Parameter> parameters, Block body) {
            var found = new References();
            body.collect(found);
            var extras = new HashSet<>(Macro.EXTRAS);
            extras.retainAll(found.roots());
            return new Define(name, parameters, body, Set.copyOf(extras));
        }

        @Override
        public void collect(References found) {
            found.bind(name);
            parameters.forEach(parameter -> References.collect(parameter.fallback(), found));
            found.open();
            parameters.forEach(parameter -> found.bind(parameter.name()));
            found.bind("caller");
            Macro.EXTRAS.forEach(found::bind);
            body.collect(found);
            found.close();
        }
    }

    /** A call of a macro with a block that the macro prints by {@code caller()}. */
    record CallBlock(Calls.MacroCall call, Define caller) implements Statement {
        @Override
        public void run(Run run, Output out) {
            var args = call.arguments().eval(run);
            run.at(call.at());
            if (Frame.find(run.frame(), call.name()) instanceof Macro macro) {
                out.print(macro.call(run, args, caller.macro(run)));
            } else {
                throw run.type("'" + call.name() + "' is no macro here");
            }
        }

        @Override
        public void collect(References found) {
            call.collect(found);
            found.open();
            caller.collect(found);
            found.close();
        }
    }

    private static Item filtered(Run run, List<Calls.Stage> filters, Block body) {
        var outer = run.swap(new Frame(run.frame()));
        var value = body.capture(run);
        run.swap(outer);
        for (var filter : filters) {
            value = filter.apply(run, value);
        }
        return value;
    }

    private static void collectFiltered(References found, List<Calls.Stage> filters, Block body) {
        body.collectInside(found);
        filters.forEach(filter -> filter.arguments().collect(found));
    }
}
