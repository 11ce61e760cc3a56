package io.orchestrator.language.builtin;

import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.operation.Relation;
import io.orchestrator.language.text.Characters;
import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Missing;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.SetOf;
import io.orchestrator.language.value.Special;
import io.orchestrator.language.value.Undefined;
import java.util.Map;

/** Every test of {@code is} by name. */
public final class Questions {

    /** Whether a value is true: what {@code select} asks without a test. */
    static final Builtin TRUTH = test("truth", (run, value, args) -> Comparison.truth(run, value));

    /** The same type and equal. */
    public static final Builtin SAME_AS =
            test("sameas", (run, value, args) -> Comparison.same(run, value, args.get(run, 0, "other")), "other");

    public static final Map<String, Builtin> ALL = new Builtin.Table()
            .addForAbsence("defined", answer((run, value, args) -> !(value instanceof Undefined)))
            .addForAbsence("undefined", answer((run, value, args) -> value instanceof Undefined))
            .addLenient("none None null", answer((run, value, args) -> value == Item.None.NONE))
            .addLenient("boolean", answer((run, value, args) -> value instanceof Item.Bool))
            .addLenient("true True", answer((run, value, args) -> value instanceof Item.Bool bool && bool.value()))
            .addLenient("false False", answer((run, value, args) -> value instanceof Item.Bool bool && !bool.value()))
            .addLenient(
                    "integer", answer((run, value, args) -> Numbers.isInteger(value) && !(value instanceof Item.Bool)))
            .addLenient("float", answer((run, value, args) -> value instanceof Item.Real))
            .addLenient("number", answer((run, value, args) -> Numbers.isNumber(value)))
            .addLenient("string", answer((run, value, args) -> value instanceof Item.Str))
            .addLenient("mapping", answer((run, value, args) -> value instanceof Dict))
            .addLenient(
                    "sequence",
                    answer((run, value, args) ->
                            value instanceof Seq || value instanceof Item.Str || value instanceof Dict))
            .add(
                    "iterable",
                    answer((run, value, args) -> value instanceof Seq
                            || value instanceof Item.Str
                            || value instanceof Dict
                            || value instanceof SetOf))
            .add("filter", answer((run, value, args) -> Filters.ALL.containsKey(PythonText.of(run, value))))
            .add("test", answer((run, value, args) -> isTest(PythonText.of(run, value))))
            .add("escaped", answer((run, value, args) -> false))
            .addLenient("callable", answer((run, value, args) -> value instanceof Special.Callable))
            .add("even", answer((run, value, args) -> rest(run, value, new Item.Int(2)) == 0))
            .add("odd", answer((run, value, args) -> rest(run, value, new Item.Int(2)) == 1))
            .add("divisibleby", answer((run, value, args) -> rest(run, value, args.get(run, 0, "num")) == 0), "num")
            .add("lower", answer((run, value, args) -> Characters.isLower(run, PythonText.of(run, value))))
            .add("upper", answer((run, value, args) -> Characters.isUpper(run, PythonText.of(run, value))))
            .add("equalto eq ==", relation(Relation.EQUAL), "other")
            .add("ne !=", relation(Relation.NOT_EQUAL), "other")
            .add("lt lessthan <", relation(Relation.LESS), "other")
            .add("le <=", relation(Relation.AT_MOST), "other")
            .add("gt greaterthan >", relation(Relation.GREATER), "other")
            .add("ge >=", relation(Relation.AT_LEAST), "other")
            .add("in", relation(Relation.IN), "seq")
            .add("sameas", SAME_AS.body(), "other")
            .build();

    private Questions() {}

    private static boolean isTest(String name) {
        return ALL.containsKey(name);
    }

    /** The test of a name that is known only now, as in {@code select('even')}. */
    static Builtin find(Run run, String name) {
        var test = ALL.get(name);
        if (test == null) {
            throw run.unknown("there is no test '" + name + "'" + Missing.didYouMean(name, ALL.keySet()));
        }
        return test;
    }

    private static Builtin test(String name, Builtin.Question question, String... parameters) {
        return new Builtin(name, Builtin.Takes.VALUES, Signature.of(parameters), answer(question));
    }

    private static Builtin.Body answer(Builtin.Question question) {
        return (run, value, args) -> Item.of(question.ask(run, value, args));
    }

    private static Builtin.Body relation(Relation relation) {
        return (run, value, args) -> Item.of(relation.holds(run, value, args.get(run, 0, "other")));
    }

    private static double rest(Run run, Item value, Item divisor) {
        if (!Numbers.isNumber(value) || !Numbers.isNumber(divisor)) {
            throw run.type("the test needs numbers, not " + value.typeName());
        }
        return Numbers.real(run, Numbers.modulo(run, value, divisor));
    }
}
