package io.orchestrator.language.expression;

import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.operation.Operator;
import io.orchestrator.language.operation.Relation;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nodes of operators. */
interface Operations {

    /** {@code left operator right}; {@code at} is the operator's offset. */
    record Binary(Operator operator, Node left, Node right, int at) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            var a = left.eval(run);
            var b = right.eval(run);
            run.at(at);
            return operator.apply(run, a, b);
        }

        @Override
        public void collect(References found) {
            left.collect(found);
            right.collect(found);
        }
    }

    /** {@code -operand}, or {@code +operand}. */
    record Signed(boolean negative, Node operand, int at) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            var value = operand.eval(run);
            run.at(at);
            if (!Numbers.isNumber(run.defined(value))) {
                throw run.type("a sign needs a number, not " + value.typeName());
            }
            return negative ? Numbers.negate(run, value) : Numbers.add(run, Item.Int.ZERO, value);
        }

        @Override
        public void collect(References found) {
            operand.collect(found);
        }
    }

    /** {@code not operand}. */
    record Not(Node operand) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            return Item.of(!Comparison.truth(run, operand.eval(run)));
        }

        @Override
        public void collect(References found) {
            operand.collect(found);
        }
    }

    /** Several operands of {@code and}, at least two: the first that is false, else the last. */
    record And(List<Node> operands) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            for (var operand : operands.subList(0, operands.size() - 1)) {
                var value = operand.eval(run);
                if (!Comparison.truth(run, value)) {
                    return value;
                }
            }
            return operands.getLast().eval(run);
        }

        @Override
        public void collect(References found) {
            References.collect(operands, found);
        }
    }

    /** Several operands of {@code or}, at least two: the first that is true, else the last. */
    record Or(List<Node> operands) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            for (var operand : operands.subList(0, operands.size() - 1)) {
                var value = operand.eval(run);
                if (Comparison.truth(run, value)) {
                    return value;
                }
            }
            return operands.getLast().eval(run);
        }

        @Override
        public void collect(References found) {
            References.collect(operands, found);
        }
    }

    /** {@code whenTrue if condition else whenFalse}; nothing where it is false and there is no {@code else}. */
    record Choice(Node condition, Node whenTrue, @Nullable Node whenFalse) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            if (Comparison.truth(run, condition.eval(run))) {
                return whenTrue.eval(run);
            }
            return whenFalse == null ? Undefined.NOTHING : whenFalse.eval(run);
        }

        @Override
        public void collect(References found) {
            condition.collect(found);
            whenTrue.collect(found);
            References.collect(whenFalse, found);
        }
    }

    /** A chain of comparisons: each operand is evaluated once, and none after the first that fails. */
    record Comparisons(Node first, List<Link> links) implements Node {

        @Override
        public Item eval(Run run) {
            run.step();
            var left = first.eval(run);
            for (var link : links) {
                var right = link.right().eval(run);
                run.at(link.at());
                if (!link.relation().holds(run, left, right)) {
                    return Item.Bool.FALSE;
                }
                left = right;
            }
            return Item.Bool.TRUE;
        }

        @Override
        public void collect(References found) {
            first.collect(found);
            links.forEach(link -> link.right().collect(found));
        }
    }

    /** One comparison of a chain. */
    record Link(Relation relation, Node right, int at) {}
}
