package io.orchestrator.language;

/**
 * The tree of a template.
 *
 * @param block its statements
 * @param whole whether it is one expression and nothing else
 */
record ParsedTemplate(Block block, Whole whole) {

    /**
     * The tree of a source.
     *
     * @throws LanguageException SYNTAX, LIMIT or SECURITY
     */
    static ParsedTemplate of(String source) {
        var segments = TemplateScanner.scan(source);
        var block = TemplateParser.parse(segments);
        return new ParsedTemplate(block, Whole.of(segments, block));
    }
}
