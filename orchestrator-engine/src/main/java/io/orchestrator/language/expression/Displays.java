package io.orchestrator.language.expression;

import io.orchestrator.language.operation.Access;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.value.Frame;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.PairDict;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.SetOf;
import java.util.ArrayList;
import java.util.List;

/** Nodes that make lists, tuples, sets and maps. */
interface Displays {

    /** What a display or comprehension makes. */
    enum Form {
        LIST,
        TUPLE,
        SET
    }

    /** {@code [a, b]}, {@code (a, b)} or <code>{a, b}</code>; {@code at} is its offset. */
    record Sequence(Form form, List<Node> elements, int at) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            var items = new ArrayList<Item>(elements.size());
            for (var element : elements) {
                items.add(element.eval(run));
            }
            run.at(at);
            return make(run, form, items);
        }

        @Override
        public void collect(References found) {
            References.collect(elements, found);
        }
    }

    /** <code>{key: value}</code>; {@code at} is its offset. */
    record Mapping(List<Node> keys, List<Node> values, int at) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            var dict = new PairDict();
            for (var index = 0; index < keys.size(); index++) {
                var key = keys.get(index).eval(run);
                var value = values.get(index).eval(run);
                run.at(at);
                dict.put(run, key, value);
            }
            return dict;
        }

        @Override
        public void collect(References found) {
            References.collect(keys, found);
            References.collect(values, found);
        }
    }

    /** One {@code for target in source if conditions} of a comprehension. */
    record Clause(Target target, Node source, List<Node> conditions, int at) {}

    /** {@code [element for ...]}; a generator makes a list. */
    record Comprehension(Form form, Node element, List<Clause> clauses, int at) implements Node {

        @Override
        public Item eval(Run run) {
            var items = new ArrayList<Item>();
            rounds(run, clauses, () -> items.add(element.eval(run)));
            run.at(at);
            return make(run, form, items);
        }

        @Override
        public void collect(References found) {
            Displays.collect(clauses, List.of(element), found);
        }
    }

    /** <code>{key: value for ...}</code>. */
    record MappingComprehension(Node key, Node value, List<Clause> clauses, int at) implements Node {

        @Override
        public Item eval(Run run) {
            var dict = new PairDict();
            rounds(run, clauses, () -> {
                var name = key.eval(run);
                var item = value.eval(run);
                run.at(at);
                dict.put(run, name, item);
            });
            return dict;
        }

        @Override
        public void collect(References found) {
            Displays.collect(clauses, List.of(key, value), found);
        }
    }

    private static Item make(Run run, Form form, List<Item> items) {
        return switch (form) {
            case LIST -> Seq.list(items);
            case TUPLE -> new Seq(Seq.Kind.TUPLE, items);
            case SET -> SetOf.of(run, items);
        };
    }

    private static void rounds(Run run, List<Clause> clauses, Runnable body) {
        var outer = run.swap(new Frame(run.frame()));
        round(run, clauses, body);
        run.swap(outer);
    }

    private static void round(Run run, List<Clause> clauses, Runnable body) {
        if (clauses.isEmpty()) {
            body.run();
            return;
        }
        var clause = clauses.getFirst();
        var rest = clauses.subList(1, clauses.size());
        var source = clause.source().eval(run);
        run.at(clause.at());
        for (var item : Access.elements(run, source)) {
            run.chargeLoop(1);
            clause.target().assign(run, item);
            if (all(run, clause.conditions())) {
                round(run, rest, body);
            }
        }
    }

    private static boolean all(Run run, List<Node> conditions) {
        for (var condition : conditions) {
            if (!Comparison.truth(run, condition.eval(run))) {
                return false;
            }
        }
        return true;
    }

    private static void collect(List<Clause> clauses, List<Node> elements, References found) {
        found.open();
        for (var clause : clauses) {
            clause.source().collect(found);
            clause.target().bind(found);
            References.collect(clause.conditions(), found);
        }
        References.collect(elements, found);
        found.close();
    }
}
