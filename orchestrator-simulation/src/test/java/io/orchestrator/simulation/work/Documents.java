package io.orchestrator.simulation.work;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Workflow documents by number: steps with dependencies, conditions, retries, handlers, jumps, loops, branches, waits,
 * signals, variables, children, compensation, cleanup, and steps that only one worker may run. The same number gives the
 * same text.
 */
public final class Documents {

    /** So many different ones: each is compiled once a test run. */
    public static final int COUNT = 400;

    /** Workflows that steps call; each may call those before it. */
    public static final List<String> CHILDREN = List.of("kid-0", "kid-1", "kid-2");

    private static final int MAX_DEPTH = 2;

    private final Random random;
    /** Whether most of its steps are run by one worker only. */
    private final boolean owned;

    private int steps;

    private Documents(long number) {
        random = new Random(number * 7919 + 17);
        owned = number % 4 == 0;
    }

    /** The text of a document. */
    public static String of(int number) {
        return new Documents(number).document("w" + number, CHILDREN.size());
    }

    /** The text of one of {@link #CHILDREN}. */
    public static String child(int index) {
        var made = new Documents(1_000_000L + index);
        return made.document(CHILDREN.get(index), index);
    }

    private String document(String id, int children) {
        var document = new LinkedHashMap<String, Value>();
        document.put("id", Value.of(id));
        document.put("name", Value.of(id));
        document.put("inputs", inputs());
        if (random.nextInt(8) == 0) {
            document.put("timeout", Value.of("45s"));
        }
        if (random.nextInt(4) == 0) {
            document.put("priority", Value.of(random.nextBoolean() ? "high" : "low"));
        }
        document.put("steps", witnessed(block(0, children)));
        if (random.nextInt(5) == 0) {
            document.put("finally", Value.of(List.of(tool("tidy" + steps++, ""))));
        }
        document.put("outputs", Value.of(Map.of("last", Value.of("${s0.result.stdout | default('none')}"))));
        return Json.write(Value.of(document));
    }

    private static Value.Dict inputs() {
        var pin = new LinkedHashMap<String, Value>();
        pin.put("type", Value.of("string"));
        pin.put("sensitive", Value.of(true));
        pin.put("default", Value.of("none"));
        var inputs = new LinkedHashMap<String, Value>();
        inputs.put("n", Value.of(3));
        inputs.put("pin", Value.of(pin));
        inputs.put(Witnesses.NAME, Value.of(Witnesses.OF_INPUT));
        return Value.of(inputs);
    }

    /** Often with a step at its end that says what it sees of a variable that steps inside of loops assign as well. */
    private Value.Array witnessed(Value.Array block) {
        if (random.nextInt(2) == 0) {
            return block;
        }
        var all = new ArrayList<>(block.items());
        var last = Witnesses.id(all.getLast());
        all.addAll(
                random.nextBoolean()
                        ? Witnesses.ofInput("s" + steps++, last)
                        : Witnesses.ofJob("s" + steps++, "s" + steps++, last));
        return Value.of(all);
    }

    private Value.Array block(int depth, int children) {
        var block = new ArrayList<Value>();
        var count = depth == 0 ? 1 + random.nextInt(5) : 1 + random.nextInt(2);
        var last = "";
        for (int i = 0; i < count; i++) {
            var id = "s" + steps++;
            var after = random.nextInt(3) == 0 ? "" : last;
            var step = new LinkedHashMap<>(step(id, after, depth, children).entries());
            if (!after.isEmpty()) {
                step.put("depends_on", Value.of(List.of(Value.of(after))));
            }
            decorate(step, id, depth);
            block.add(Value.of(step));
            last = id;
        }
        return Value.of(block);
    }

    private Value.Dict step(String id, String after, int depth, int children) {
        return switch (random.nextInt(depth >= MAX_DEPTH ? 8 : 17)) {
            case 4 -> with(id, "wait", Value.of((1 + random.nextInt(30)) * 100 + "ms"));
            case 5 -> with(id, "set", Value.of(Map.of("v" + random.nextInt(2), Value.of("${n + " + steps + "}"))));
            case 6 -> waiting(id);
            case 8, 9 -> forEach(id, depth, children);
            case 10 -> loop(id, depth, children);
            case 11 -> parallel(id, depth, children);
            case 12 -> with(id, "emit", Value.of("seen"));
            case 13, 14 -> children == 0 ? tool(id, after) : call(id, children);
            default -> tool(id, after);
        };
    }

    private Value.Dict waiting(String id) {
        return switch (random.nextInt(4)) {
            case 0 -> Waits.approval(id, random);
            case 1 -> Waits.prompt(id, random);
            default -> Waits.signal(id, random);
        };
    }

    static Value.Dict with(String id, String key, Value value) {
        var step = new LinkedHashMap<String, Value>();
        step.put("id", Value.of(id));
        step.put(key, value);
        return Value.of(step);
    }

    private Value.Dict tool(String id, String after) {
        var words = List.of("ok", "ok", "ok", "ok", "ok", "flaky", "flaky", "sad", "bad", "ok {{ inputs.pin }}");
        var text = words.get(random.nextInt(words.size())) + " " + id
                + (after.isEmpty() ? "" : " after {{ " + after + ".result.stdout | default('none') }}");
        var step = new LinkedHashMap<>(with(id, "tool", Value.of("terminal")).entries());
        step.put("action", Value.of("execute"));
        step.put("parameters", Value.of(Map.of("command", Value.of(text))));
        return Value.of(step);
    }

    private Value.Dict forEach(String id, int depth, int children) {
        var items = new ArrayList<Value>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(Value.of(id + "x" + items.size()));
        }
        var step = new LinkedHashMap<>(with(id, "for_each", Value.of(items)).entries());
        step.put("max_parallel", Value.of(1 + random.nextInt(3)));
        step.put("loop_var", Value.of(Witnesses.item(id)));
        var inside = new ArrayList<>(block(depth + 1, children).items());
        if (random.nextInt(3) > 0) {
            inside.addAll(Witnesses.ofIteration(id, "s" + steps++, "s" + steps++, random));
        }
        step.put("steps", Value.of(inside));
        return Value.of(step);
    }

    private Value.Dict loop(String id, int depth, int children) {
        var step =
                new LinkedHashMap<>(with(id, "while", Value.of("iteration < 2")).entries());
        step.put("max_iterations", Value.of(5));
        step.put("steps", block(depth + 1, children));
        return Value.of(step);
    }

    private Value.Dict parallel(String id, int depth, int children) {
        var branches = new LinkedHashMap<String, Value>();
        for (String branch : List.of("left", "right")) {
            var inside = new ArrayList<>(block(depth + 1, children).items());
            if (random.nextBoolean()) {
                inside.addAll(Witnesses.ofBranch(branch + "-" + id, "s" + steps++, "s" + steps++));
            }
            branches.put(branch, Value.of(inside));
        }
        var step = new LinkedHashMap<>(with(id, "parallel", Value.of(branches)).entries());
        step.put("join", Value.of(random.nextBoolean() ? "all" : "any"));
        return Value.of(step);
    }

    private Value.Dict call(String id, int children) {
        var step = new LinkedHashMap<>(with(id, "workflow", Value.of(CHILDREN.get(random.nextInt(children))))
                .entries());
        if (random.nextInt(4) == 0) {
            step.put("wait_for_completion", Value.of(false));
        }
        return Value.of(step);
    }

    private void decorate(Map<String, Value> step, String id, int depth) {
        if (step.containsKey("tool") && random.nextInt(6) < (owned ? 4 : 1)) {
            step.put("delivery", Value.of(random.nextInt(3) == 0 ? "at_most_once" : "exclusive"));
            if (random.nextInt(3) == 0) {
                step.put("on_failure", Value.of("continue"));
            }
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1 -> step.put("on_failure", Value.of(random.nextBoolean() ? "continue" : "skip"));
            case 2 -> step.put("condition", Value.of(random.nextBoolean() ? "n > 2" : "n > 5"));
            case 3, 4 -> step.put("retry", retry());
            case 5 -> step.put("on_error", Value.of(List.of(handler())));
            case 6 -> step.put("compensate", Value.of(List.of(tool("u" + steps++, ""))));
            case 7 -> step.put("finally", Value.of(List.of(tool("f" + steps++, ""))));
            case 8 -> {
                if (depth == 0 && step.containsKey("tool")) {
                    step.put("goto", Value.of("{{ '" + id + "' if attempt < 3 else '' }}"));
                    step.put("max_iterations", Value.of(2));
                }
            }
            default -> {}
        }
    }

    private Value.Dict retry() {
        var retry = new LinkedHashMap<String, Value>();
        retry.put("max_attempts", Value.of(1 + random.nextInt(4)));
        retry.put("initial", Value.of(random.nextBoolean() ? "100ms" : "1s"));
        return Value.of(retry);
    }

    private Value.Dict handler() {
        var handler = new LinkedHashMap<String, Value>();
        handler.put("steps", Value.of(List.of(tool("h" + steps++, ""))));
        if (random.nextBoolean()) {
            handler.put("retry_with_handler", Value.of(true));
            handler.put("max_handler_retries", Value.of(2));
        }
        return Value.of(handler);
    }
}
