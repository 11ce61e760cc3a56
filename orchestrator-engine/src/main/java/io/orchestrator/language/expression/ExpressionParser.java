package io.orchestrator.language.expression;

import io.orchestrator.language.operation.Operator;
import io.orchestrator.language.operation.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses expressions by precedence: choice, or, and, not, comparison, sum, {@code ~}, product, sign, power, then filters
 * and tests, then what {@link OperandParser} knows.
 */
public final class ExpressionParser {

    /** The words that are no names. */
    static final Set<String> KEYWORDS =
            Set.of("and", "or", "not", "in", "is", "if", "else", "elif", "for", "lambda", "import");

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "//", "%");

    private final Tokens tokens;
    private final OperandParser operands;

    public ExpressionParser(Tokens tokens, Vocabulary vocabulary) {
        this.tokens = tokens;
        this.operands = new OperandParser(tokens, this, vocabulary);
    }

    /** What is assigned to: a name, or several with commas between, in parentheses or not. */
    public Target target() {
        return operands.displays().target();
    }

    /** The name and arguments of a filter. */
    public Calls.Stage stage() {
        return operands.stage();
    }

    /** An expression, or a tuple without parentheses. */
    public Node tuple() {
        return tuple(expression(), true);
    }

    /** The same without a choice at its top, since an {@code if} follows. */
    public Node tupleWithoutChoice() {
        return tuple(disjunction(), false);
    }

    private Node tuple(Node first, boolean choices) {
        if (!tokens.at(",")) {
            return first;
        }
        var at = tokens.peek().start();
        var elements = new ArrayList<Node>();
        elements.add(first);
        while (tokens.accept(",")) {
            if (tokens.atEnd()) {
                break;
            }
            elements.add(choices ? expression() : disjunction());
        }
        return tokens.node(new Displays.Sequence(Displays.Form.TUPLE, elements, at));
    }

    public Node expression() {
        tokens.descend();
        var value = disjunction();
        while (tokens.acceptName("if")) {
            var condition = disjunction();
            var otherwise = tokens.acceptName("else") ? expression() : null;
            value = tokens.node(new Operations.Choice(condition, value, otherwise));
        }
        tokens.ascend();
        return value;
    }

    Node disjunction() {
        var first = conjunction();
        if (!tokens.atName("or")) {
            return first;
        }
        var operandList = new ArrayList<Node>();
        operandList.add(first);
        while (tokens.acceptName("or")) {
            operandList.add(conjunction());
        }
        return tokens.node(new Operations.Or(operandList));
    }

    private Node conjunction() {
        var first = negation();
        if (!tokens.atName("and")) {
            return first;
        }
        var operandList = new ArrayList<Node>();
        operandList.add(first);
        while (tokens.acceptName("and")) {
            operandList.add(negation());
        }
        return tokens.node(new Operations.And(operandList));
    }

    private Node negation() {
        if (!tokens.acceptName("not")) {
            return comparison();
        }
        tokens.descend();
        var operand = negation();
        tokens.ascend();
        return tokens.node(new Operations.Not(operand));
    }

    private Node comparison() {
        var first = sum();
        var links = new ArrayList<Operations.Link>();
        while (true) {
            var at = tokens.peek().start();
            var symbol = relation();
            if (symbol.isEmpty()) {
                return links.isEmpty() ? first : tokens.node(new Operations.Comparisons(first, List.copyOf(links)));
            }
            var relation = Relation.of(symbol).orElseThrow();
            links.add(tokens.node(new Operations.Link(relation, sum(), at)));
        }
    }

    /** The symbol of the relation that comes next and is skipped, empty where none comes. */
    private String relation() {
        var token = tokens.peek();
        if (token.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(token.text())) {
            return tokens.next().text();
        }
        if (tokens.acceptName("in")) {
            return "in";
        }
        if (tokens.atName("not") && tokens.second().isName("in")) {
            tokens.next();
            tokens.next();
            return "not in";
        }
        return "";
    }

    private Node sum() {
        var left = concatenation();
        while (tokens.at("+") || tokens.at("-")) {
            var operator = tokens.next();
            left = binary(operator, left, concatenation());
        }
        return left;
    }

    private Node concatenation() {
        var left = product();
        while (tokens.at("~")) {
            var operator = tokens.next();
            left = binary(operator, left, product());
        }
        return left;
    }

    private Node product() {
        var left = sign();
        while (tokens.peek().kind() == Token.Kind.OPERATOR
                && PRODUCTS.contains(tokens.peek().text())) {
            var operator = tokens.next();
            left = binary(operator, left, sign());
        }
        return left;
    }

    /** A sign binds less than a power, but filters take the signed value. */
    Node sign() {
        if (!tokens.at("-") && !tokens.at("+")) {
            return power(operands.filtered(operands.postfix()));
        }
        var token = tokens.next();
        tokens.descend();
        var operand = tokens.at("-") || tokens.at("+") ? sign() : power(operands.postfix());
        tokens.ascend();
        return operands.filtered(tokens.node(new Operations.Signed(token.isOperator("-"), operand, token.start())));
    }

    private Node power(Node base) {
        if (!tokens.at("**")) {
            return base;
        }
        var operator = tokens.next();
        tokens.descend();
        var exponent = sign();
        tokens.ascend();
        return binary(operator, base, exponent);
    }

    private Node binary(Token token, Node left, Node right) {
        var operator = Operator.of(token.text()).orElseThrow();
        return tokens.node(new Operations.Binary(operator, left, right, token.start()));
    }
}
