package io.orchestrator.language.template;

import io.orchestrator.language.expression.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a template is one expression and nothing else.
 *
 * @param kind how it is written then
 * @param node the expression then, else null
 */
public record Whole(Kind kind, @Nullable Node node) {

    /** How the expression is written. */
    public enum Kind {
        /** Exactly one {@code ${...}}. */
        DOLLAR,
        /** One expression in either spelling, with space around at most. */
        ALONE,
        /** It is more, or less, than one expression. */
        NO
    }

    /** Whether the segments, which became the block's statements one by one, are one expression. */
    static Whole of(List<Segment> segments, Block block) {
        Node node = null;
        var expressions = 0;
        var dollar = false;
        for (var index = 0; index < segments.size(); index++) {
            var segment = segments.get(index);
            if (segment instanceof Segment.Print print
                    && block.statements().get(index) instanceof Statement.Print statement) {
                node = statement.value();
                dollar = print.dollar();
                expressions++;
            } else if (!(segment instanceof Segment.Text text && text.text().isBlank())) {
                return new Whole(Kind.NO, null);
            }
        }
        if (expressions != 1) {
            return new Whole(Kind.NO, null);
        }
        return new Whole(dollar && segments.size() == 1 ? Kind.DOLLAR : Kind.ALONE, node);
    }
}
