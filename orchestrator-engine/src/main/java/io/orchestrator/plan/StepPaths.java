package io.orchestrator.plan;

import java.util.List;
import java.util.Optional;

/**
 * The text of paths. A frame is written in brackets after its step: the number of an iteration, the name of a branch or
 * case, {@code error1} for the first run of a handler, {@code compensation}, {@code finally}; {@code [finally]} begins the path of a step
 * of the cleanup.
 */
final class StepPaths {

    private static final String ERROR = "error";
    private static final String COMPENSATION = "compensation";
    private static final String FINALLY = "finally";
    private static final String CLEANUP = "[finally].";

    /** Begins what was stored when steps had no paths: the index of a step of the document's own list. */
    private static final String INDEX = "#";

    /** Follows the name of a branch or case that runs again, before the number of the repetition. */
    private static final char ROUND = '~';

    /** Deeper paths are those of no plan. */
    private static final int MAX_DEPTH = 32;

    private StepPaths() {}

    static Block block(PlanStep step, int number) {
        if (number == FramePath.COMPENSATION) {
            return step.flow().compensation();
        }
        if (number == FramePath.FINALLY) {
            return step.flow().cleanup();
        }
        if (number < 0) {
            return step.flow().handlers().get(FramePath.handler(number)).block();
        }
        var blocks = blocks(step);
        return blocks.isEmpty() ? Block.EMPTY : blocks.get(number % blocks.size());
    }

    static String text(Plan plan, StepPath path) {
        var id = plan.step(path).id();
        var frame = path.frame();
        if (frame.isRoot()) {
            return frame.equals(FramePath.ROOT) ? id : CLEANUP + id;
        }
        return text(plan, frame.opener()) + "[" + name(plan.step(frame.opener()), frame.number()) + "]." + id;
    }

    private static String name(PlanStep step, int number) {
        if (number == FramePath.COMPENSATION) {
            return COMPENSATION;
        }
        if (number == FramePath.FINALLY) {
            return FINALLY;
        }
        if (number < 0) {
            return ERROR
                    + FramePath.run(number)
                    + (FramePath.handler(number) == 0 ? "" : "-" + FramePath.handler(number));
        }
        var name = block(step, number).name();
        var round = name.isEmpty() ? 0 : number / blocks(step).size();
        return name.isEmpty() ? Integer.toString(number) : round == 0 ? name : name + ROUND + round;
    }

    static Optional<StepPath> parse(Plan plan, String text) {
        if (text.startsWith(INDEX)) {
            return digits(text.substring(INDEX.length()))
                    .filter(index -> index < plan.steps().size())
                    .map(StepPath::of);
        }
        var rest = text;
        var frame = FramePath.ROOT;
        if (rest.startsWith(CLEANUP)) {
            rest = rest.substring(CLEANUP.length());
            frame = FramePath.CLEANUP;
        }
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            var open = rest.indexOf('[');
            var close = rest.indexOf("].", Math.max(0, open));
            var id = open < 0 ? rest : rest.substring(0, open);
            var index = plan.block(frame).find(id);
            if (index.isEmpty() || (open >= 0 && close < 0)) {
                return Optional.empty();
            }
            var step = frame.step(index.get());
            if (open < 0) {
                return Optional.of(step);
            }
            var number = number(plan.step(step), rest.substring(open + 1, close));
            if (number.isEmpty()) {
                return Optional.empty();
            }
            frame = step.frame(number.get());
            rest = rest.substring(close + 2);
        }
        return Optional.empty();
    }

    private static Optional<Integer> number(PlanStep step, String name) {
        if (name.equals(COMPENSATION)) {
            return Optional.of(FramePath.COMPENSATION);
        }
        if (name.equals(FINALLY)) {
            return Optional.of(FramePath.FINALLY);
        }
        var blocks = blocks(step);
        var mark = name.indexOf(ROUND);
        var plain = mark < 0 ? name : name.substring(0, mark);
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).name().equals(plain) && !plain.isEmpty()) {
                var number = i;
                return (mark < 0 ? Optional.of(0) : digits(name.substring(mark + 1)))
                        .map(round -> round * blocks.size() + number);
            }
        }
        if (name.startsWith(ERROR)) {
            return handler(step, name.substring(ERROR.length()));
        }
        return digits(name)
                .filter(number -> blocks.size() == 1 && blocks.getFirst().name().isEmpty());
    }

    private static List<Block> blocks(PlanStep step) {
        return step.action() instanceof StepAction.Holding holding ? holding.blocks() : List.of();
    }

    private static Optional<Integer> handler(PlanStep step, String name) {
        var dash = name.indexOf('-');
        var run = digits(dash < 0 ? name : name.substring(0, dash));
        var handler = dash < 0 ? Optional.of(0) : digits(name.substring(dash + 1));
        return run.filter(number -> number >= 1 && number <= FramePath.MAX_RUNS)
                .flatMap(number -> handler.filter(
                                of -> of < step.flow().handlers().size())
                        .map(of -> FramePath.ofHandler(of, number)));
    }

    private static Optional<Integer> digits(String text) {
        var fits = !text.isEmpty() && text.length() <= 7 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return fits ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
