package io.orchestrator.language.template;

import io.orchestrator.language.expression.Node;
import io.orchestrator.language.expression.References;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Run;

/**
 * A text in a condition that is itself a template.
 *
 * @param body the template
 * @param at its offset
 */
public record Interpolated(Block body, int at) implements Node {

    /**
     * The node of a text at an offset.
     *
     * @throws LanguageException SYNTAX, LIMIT or SECURITY
     */
    public static Node parse(String text, int at) {
        return new Interpolated(ParsedTemplate.of(text).block(), at);
    }

    @Override
    public Item eval(Run run) {
        run.at(at);
        return body.capture(run);
    }

    @Override
    public void collect(References found) {
        body.collectInside(found);
    }
}
