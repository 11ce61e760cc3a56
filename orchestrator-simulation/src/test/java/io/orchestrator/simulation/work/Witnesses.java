package io.orchestrator.simulation.work;

import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Steps whose tools are told what their templates see of one variable, and beside it what they must see: {@code sees A for
 * B}. An input, the job, iterations and branches all have a variable of that name.
 */
final class Witnesses {

    static final String NAME = "shade";
    static final String OF_INPUT = "given";

    private static final String OF_JOB = "outer";

    private Witnesses() {}

    /** What the item of that loop is called. */
    static String item(String loop) {
        return "it_" + loop;
    }

    static String id(Value step) {
        return step instanceof Value.Dict fields && fields.get("id") instanceof Value.Text text ? text.value() : "";
    }

    /** Nobody outside of loops and branches has assigned it: the input is seen. */
    static List<Value> ofInput(String tool, String after) {
        return List.of(tool(tool, List.of(after), OF_INPUT));
    }

    static List<Value> ofJob(String set, String tool, String after) {
        return List.of(set(set, OF_JOB, "step"), tool(tool, List.of(set, after), OF_JOB));
    }

    /** An iteration sees what it has made of its own item, also from inside of a branch. */
    static List<Value> ofIteration(String loop, String set, String tool, Random random) {
        var own = "in-" + loop + "-{{ " + item(loop) + " }}";
        var wanted = "in-" + loop + "-" + loop + "x{{ index }}";
        var steps = new ArrayList<Value>();
        steps.add(set(set, own, random.nextBoolean() ? "loop" : "step"));
        steps.add(tool(tool, List.of(set), wanted));
        if (random.nextInt(3) == 0) {
            var inside = Value.of(List.of(tool(tool + "i", List.of(), wanted)));
            var branches = new LinkedHashMap<>(Documents.with(tool + "b", "parallel", Value.of(Map.of("one", inside)))
                    .entries());
            branches.put("depends_on", Value.of(List.of(Value.of(set))));
            steps.add(Value.of(branches));
        }
        return steps;
    }

    static List<Value> ofBranch(String value, String set, String tool) {
        return List.of(set(set, value, "step"), tool(tool, List.of(set), value));
    }

    private static Value set(String id, String value, String scope) {
        var step = new LinkedHashMap<>(Documents.with(id, "set", Value.of(Map.of(NAME, Value.of(value))))
                .entries());
        step.put("scope", Value.of(scope));
        return Value.of(step);
    }

    private static Value tool(String id, List<String> after, String wanted) {
        var step = new LinkedHashMap<>(
                Documents.with(id, "tool", Value.of("terminal")).entries());
        step.put("action", Value.of("execute"));
        var text = "ok " + id + " sees {{ " + NAME + " }} for " + wanted;
        step.put("parameters", Value.of(Map.of("command", Value.of(text))));
        if (!after.isEmpty()) {
            step.put(
                    "depends_on",
                    Value.of(
                            after.stream().map(Value::of).map(Value.class::cast).toList()));
        }
        return Value.of(step);
    }
}
