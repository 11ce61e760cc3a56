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
import java.util.ArrayList;
import java.util.List;
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
    record For(Target target, Node source, @Nullable Node condition, Block body, Block otherwise, int at)
            implements Statement {
        @Override
        public void run(Run run, Output out) {
            var outer = run.frame();
            var value = source.eval(run);
            run.at(at);
            var items = chosen(run, Access.elements(run, value));
            run.chargeLoop(items.size());
            if (items.isEmpty()) {
                otherwise.runInside(run, out);
                return;
            }
            var loop = new LoopState(items);
            for (var index = 0; index < items.size(); index++) {
                run.swap(new Frame(outer));
                loop.moveTo(index);
                target.assign(run, items.get(index));
                run.bind("loop", loop);
                body.run(run, out);
            }
            run.swap(outer);
        }

        private List<Item> chosen(Run run, List<Item> items) {
            if (condition == null) {
                return items;
            }
            run.chargeLoop(items.size());
            var chosen = new ArrayList<Item>();
            var outer = run.swap(new Frame(run.frame()));
            for (var item : items) {
                target.assign(run, item);
                if (Comparison.truth(run, condition.eval(run))) {
                    chosen.add(item);
                }
            }
            run.swap(outer);
            return chosen;
        }

        @Override
        public void collect(References found) {
            source.collect(found);
            found.open();
            target.bind(found);
            References.collect(condition, found);
            found.bind("loop");
            body.collect(found);
            found.close();
            otherwise.collectInside(found);
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

    /** The definition of a macro. */
    record Define(String name, List<Macro.Parameter> parameters, Block body) implements Statement {
        @Override
        public void run(Run run, Output out) {
            run.bind(name, macro(run));
        }

        Macro macro(Run run) {
            return new Macro(name, parameters, body, run.ownFrame());
        }

        @Override
        public void collect(References found) {
            found.bind(name);
            parameters.forEach(parameter -> References.collect(parameter.fallback(), found));
            found.open();
            parameters.forEach(parameter -> found.bind(parameter.name()));
            found.bind("caller");
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
