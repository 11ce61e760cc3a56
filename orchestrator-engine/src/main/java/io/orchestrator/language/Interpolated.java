package io.orchestrator.language;

/**
 * A text in a condition that is itself a template.
 *
 * @param body the template
 * @param at its offset
 */
record Interpolated(Block body, int at) implements Node {

    /**
     * The node of a text at an offset.
     *
     * @throws LanguageException SYNTAX, LIMIT or SECURITY
     */
    static Node parse(String text, int at) {
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
