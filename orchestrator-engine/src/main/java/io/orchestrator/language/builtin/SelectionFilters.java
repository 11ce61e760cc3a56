package io.orchestrator.language.builtin;

import io.orchestrator.language.operation.Access;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.Undefined;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters that apply another filter or a test to every element. */
final class SelectionFilters {

    static final Map<String, Builtin> ALL = new Builtin.Table()
            .add("map", SelectionFilters::map, "*")
            .add("select", (run, input, args) -> select(run, input, args, Verdict.KEEP), "*")
            .add("reject", (run, input, args) -> select(run, input, args, Verdict.DROP), "*")
            .add("selectattr", (run, input, args) -> selectByAttribute(run, input, args, Verdict.KEEP), "*")
            .add("rejectattr", (run, input, args) -> selectByAttribute(run, input, args, Verdict.DROP), "*")
            .build();

    /** What becomes of the elements that pass. */
    private enum Verdict {
        KEEP,
        DROP
    }

    private SelectionFilters() {}

    private static Item map(Run run, Item input, Args args) {
        var mapped = new ArrayList<Item>();
        if (args.positional().isEmpty()) {
            var path = AttributePath.of(run, args.get(run, 0, "attribute"));
            var fallback = args.find(1, "default");
            for (var item : Access.elements(run, input)) {
                var value = path.read(run, item);
                mapped.add(value instanceof Undefined && fallback != null ? fallback : value);
            }
        } else {
            var filter = Filters.find(run, args.text(run, 0, "filter"));
            checkArguments(run, filter, args.from(1));
            for (var item : Access.elements(run, input)) {
                mapped.add(filter.apply(run, item, args.from(1)));
            }
        }
        return Seq.list(mapped);
    }

    private static Item select(Run run, Item input, Args args, Verdict verdict) {
        return select(run, input, args, item -> item, verdict);
    }

    private static Item selectByAttribute(Run run, Item input, Args args, Verdict verdict) {
        var path = AttributePath.of(run, args.get(run, 0, "attribute"));
        return select(run, input, args.from(1), item -> path.read(run, item), verdict);
    }

    private static Item select(Run run, Item input, Args args, UnaryOperator<Item> subject, Verdict verdict) {
        var test = args.positional().isEmpty() ? Questions.TRUTH : Questions.find(run, args.text(run, 0, "test"));
        var rest = args.from(1);
        checkArguments(run, test, rest);
        var chosen = new ArrayList<Item>();
        for (var item : Access.elements(run, input)) {
            var passes = Comparison.truth(run, test.apply(run, subject.apply(item), rest));
            if (passes == (verdict == Verdict.KEEP)) {
                chosen.add(item);
            }
        }
        return Seq.list(chosen);
    }

    private static void checkArguments(Run run, Builtin builtin, Args args) {
        builtin.signature().problem(args.positional().size(), args.names()).ifPresent(problem -> {
            throw run.type("'" + builtin.name() + "' " + problem);
        });
    }
}
