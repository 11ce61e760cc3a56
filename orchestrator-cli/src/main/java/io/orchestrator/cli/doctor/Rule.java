package io.orchestrator.cli.doctor;

import io.orchestrator.cli.doctor.Check.Verdict;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * What a setting has to be.
 *
 * @param name of the setting, as Kafka spells it
 * @param holds whether a value is good
 * @param should what is good, for people
 * @param value to set where it is not
 * @param otherwise what it is where it does not hold
 * @param cost what it costs then
 */
record Rule(String name, Predicate<String> holds, String should, String value, Verdict otherwise, String cost) {

    static Rule atMost(String name, long most, long value, String cost) {
        return new Rule(
                name,
                number(found -> found <= most && found >= 0),
                "at most " + most,
                String.valueOf(value),
                Verdict.WRONG,
                cost);
    }

    static Rule atLeast(String name, long least, String cost) {
        return new Rule(
                name, number(found -> found >= least), "at least " + least, String.valueOf(least), Verdict.WRONG, cost);
    }

    static Rule between(String name, long least, long most, String cost) {
        return new Rule(
                name,
                number(found -> found >= least && found <= most),
                least + " to " + most,
                String.valueOf(most),
                Verdict.WRONG,
                cost);
    }

    static Rule exactly(String name, String value, String cost) {
        return new Rule(name, value::equals, value, value, Verdict.WRONG, cost);
    }

    /** The same, but one can live with it. */
    Rule costly() {
        return new Rule(name, holds, should, value, Verdict.COSTLY, cost);
    }

    Check check(String area, String found, String change) {
        return holds.test(found)
                ? new Check(area, name, Verdict.OK, found, should, cost, "")
                : new Check(area, name, otherwise, found, should, cost, change);
    }

    private static Predicate<String> number(LongPredicate holds) {
        return text -> {
            try {
                return holds.test(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return false;
            }
        };
    }
}
