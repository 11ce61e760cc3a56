package io.orchestrator.compile;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.input.InputRules;
import io.orchestrator.compile.input.InputTypes;
import io.orchestrator.model.Value;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the inputs of a job against their declarations. */
public final class InputChecker {

    private InputChecker() {}

    /** Every problem at once; an explicit null counts as not given. Values keep their type: nothing is converted. */
    public static CheckedInputs check(Plan plan, Value.Dict given) {
        var problems = new ArrayList<String>();
        var checked = new LinkedHashMap<String, Value>();
        for (var input : plan.inputs()) {
            var value = given.get(input.name());
            if (value == null || (value == Value.Null.NULL && input.type() != InputSpec.Type.ANY)) {
                absent(input, checked, problems);
            } else {
                check(input, value, problems);
                checked.put(input.name(), value);
            }
        }
        undeclared(plan, given, problems);
        return new CheckedInputs(Value.of(checked), problems);
    }

    private static void check(InputSpec input, Value value, List<String> problems) {
        if (!input.sensitive()) {
            new InputRules(problems).check(path(input.name()), input.type(), input.constraints(), value);
            return;
        }
        var untold = new ArrayList<String>();
        new InputRules(untold).check(path(input.name()), input.type(), input.constraints(), value);
        if (!untold.isEmpty()) {
            problems.add(path(input.name()) + ": does not fit its declaration (" + InputTypes.word(input.type())
                    + "); it is sensitive, so more is not said");
        }
    }

    private static void absent(InputSpec input, Map<String, Value> checked, List<String> problems) {
        if (input.defaultValue().isPresent()) {
            checked.put(input.name(), input.defaultValue().get());
        } else if (input.required()) {
            problems.add(path(input.name()) + ": is required (" + InputTypes.word(input.type()) + ")");
        }
    }

    private static void undeclared(Plan plan, Value.Dict given, List<String> problems) {
        var names = new LinkedHashSet<String>();
        plan.inputs().forEach(input -> names.add(input.name()));
        for (var name : given.entries().keySet()) {
            if (!names.contains(name) && problems.size() < InputRules.MAX_PROBLEMS) {
                problems.add(path(name) + ": is not declared" + advice(name, names));
            }
        }
    }

    private static String advice(String name, Set<String> names) {
        if (names.isEmpty()) {
            return "; the workflow takes no inputs";
        }
        return Spelling.nearest(name, names)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; declared are " + String.join(", ", names));
    }

    private static String path(String name) {
        return "inputs." + name;
    }
}
