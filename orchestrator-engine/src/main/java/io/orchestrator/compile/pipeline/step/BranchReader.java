package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.language.Expression;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads switch and parallel. */
final class BranchReader {

    /** The most branches or cases of a step. */
    static final int MAX_BRANCHES = 1_000;

    static final Vocabulary CASE = Vocabulary.of("a case of switch", Set.of("when", "then", "else"));
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,127}");

    /** Words that stand for other blocks of a step in paths. */
    private static final Pattern RESERVED = Pattern.compile("compensation|finally|error[0-9].*");

    private BranchReader() {}

    // ---- switch

    static Optional<StepAction> choice(OpenStep step) {
        var list = step.fields().sequence("switch");
        if (list.isEmpty()) {
            return Optional.empty();
        }
        var cases = new ArrayList<StepAction.Case>();
        for (var item : list.get().items()) {
            if (item instanceof Node.Mapping mapping) {
                CASE.check(mapping, step.findings());
                cases.add(oneCase(new Fields(mapping, step.findings()), step, cases.size() + 1));
            } else {
                step.fields().wrongType("switch", "a list of {when, then}", item);
            }
        }
        step.fields().node("else").ifPresent(node -> cases.add(toCase(Optional.empty(), node, "else", step)));
        check(cases, list.get(), step);
        return Optional.of(new StepAction.Switch(cases));
    }

    private static StepAction.Case oneCase(Fields fields, OpenStep step, int number) {
        var when = fields.scalar("when").flatMap(step.templates()::condition);
        var then = fields.node("then");
        if (fields.has("else")) {
            if (fields.has("when") || then.isPresent()) {
                LoopReader.conflict(fields, fields.has("when") ? "when" : "then", "else");
            }
            return toCase(Optional.empty(), fields.node("else").orElseThrow(), "else", step);
        }
        if (then.isEmpty() || (!fields.has("when") && number == 1)) {
            step.findings()
                    .error(
                            "missing-key",
                            fields.mapping().place(),
                            then.isEmpty() ? "the case leads nowhere" : "nothing says when the case holds",
                            then.isEmpty() ? "add then: with a step's id, or steps" : "add when:");
            return new StepAction.Case(when, OptionalInt.empty(), Optional.empty());
        }
        return toCase(when, then.get(), fields.has("when") ? "case" + number : "else", step);
    }

    private static StepAction.Case toCase(Optional<Expression> when, Node then, String name, OpenStep step) {
        Optional<Block> block = then instanceof Node.Scalar
                ? Optional.empty()
                : Optional.of(step.block(BlockDraft.Kind.BRANCH, name, Set.of(), OpenStep.items(then)));
        return new StepAction.Case(when, OptionalInt.empty(), block);
    }

    /** Where each case leads, in their order; empty for one with steps of its own. */
    static List<Optional<Named>> targets(Fields step) {
        var targets = new ArrayList<Optional<Named>>();
        if (step.node("switch").orElse(null) instanceof Node.Sequence list) {
            for (var item : list.items()) {
                if (item instanceof Node.Mapping mapping) {
                    targets.add(target(mapping.get("else").or(() -> mapping.get("then"))));
                }
            }
            if (step.has("else")) {
                targets.add(target(step.node("else")));
            }
        }
        return targets;
    }

    private static Optional<Named> target(Optional<Node> node) {
        return node.filter(Node.Scalar.class::isInstance)
                .map(Node.Scalar.class::cast)
                .map(scalar -> new Named(scalar.text().strip(), scalar.place()));
    }

    private static void check(List<StepAction.Case> cases, Node.Sequence list, OpenStep step) {
        if (cases.isEmpty()) {
            step.findings().error("no-steps", list.place(), "the switch has no cases", "add {when: ..., then: ...}");
        } else if (cases.size() > MAX_BRANCHES) {
            tooMany(list.place(), step);
        }
        for (var i = 0; i < list.items().size() && i < cases.size() - 1; i++) {
            if (cases.get(i).when().isEmpty()
                    && list.items().get(i) instanceof Node.Mapping mapping
                    && !mapping.has("when")) {
                step.findings()
                        .error(
                                "bad-value",
                                mapping.place(),
                                "the case without a condition is not the last one: those after it are never chosen",
                                "move it to the end");
            }
        }
    }

    // ---- parallel

    static Optional<StepAction> parallel(OpenStep step) {
        var node = step.fields().node("parallel").orElseThrow();
        var branches = new ArrayList<Block>();
        var names = new HashSet<String>();
        switch (node) {
            case Node.Mapping mapping ->
                mapping.entries().forEach((name, entry) -> {
                    if (isName(new Named(name, entry.key()), names, step)) {
                        branches.add(branch(name, entry.node(), step));
                    }
                });
            case Node.Sequence list -> list.items().forEach(item -> listed(item, branches, names, step));
            case Node.Scalar scalar ->
                step.fields().wrongType("parallel", "branches by name, or a list of {name, steps}", scalar);
        }
        if (isEmpty(node)) {
            step.findings().error("no-steps", node.place(), "there are no branches", "add name: [steps]");
        } else if (branches.size() > MAX_BRANCHES) {
            tooMany(node.place(), step);
        }
        return Optional.of(new StepAction.Parallel(branches, join(step, branches.size())));
    }

    private static boolean isEmpty(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> mapping.entries().isEmpty();
            case Node.Sequence list -> list.items().isEmpty();
            case Node.Scalar scalar -> false;
        };
    }

    /** {name, steps}, or a step, whose id is the name. */
    private static void listed(Node item, List<Block> branches, Set<String> names, OpenStep step) {
        if (!(item instanceof Node.Mapping mapping)) {
            step.fields().wrongType("parallel", "a list of {name, steps}", item);
            return;
        }
        var fields = new Fields(mapping, step.findings());
        var isStep = StepKind.any(mapping);
        var key = isStep ? "id" : "name";
        var name = fields.text(key).orElse("branch" + (branches.size() + 1));
        if (isName(new Named(name, fields.place(key)), names, step)) {
            branches.add(branch(name, mapping, step));
        }
    }

    private static Block branch(String name, Node node, OpenStep step) {
        return step.block(BlockDraft.Kind.BRANCH, name, Set.of(), OpenStep.items(node));
    }

    private static boolean isName(Named name, Set<String> names, OpenStep step) {
        var fits = NAME.matcher(name.id()).matches()
                && !RESERVED.matcher(name.id()).matches();
        if (!fits) {
            step.findings()
                    .error(
                            "bad-value",
                            name.place(),
                            "'" + name.id() + "' is no name for a branch",
                            "use letters, digits, _ and -, a letter first");
        } else if (!names.add(name.id())) {
            step.findings()
                    .error(
                            "duplicate-step",
                            name.place(),
                            "there is a branch '" + name.id() + "' already",
                            "give every branch a name of its own");
            return false;
        }
        return fits;
    }

    private static int join(OpenStep step, int branches) {
        var node = step.fields().node("join");
        var word =
                node.orElse(null) instanceof Node.Scalar scalar ? scalar.text().strip() : "all";
        return switch (word) {
            case "all" -> branches;
            case "any" -> Math.min(1, branches);
            default ->
                (int) step.fields().integer("join", 1, Math.max(1, branches)).orElse(branches);
        };
    }

    private static void tooMany(Place at, OpenStep step) {
        step.findings()
                .error("document-too-large", at, "there are more than " + MAX_BRANCHES + " of them", "use for_each");
    }
}
