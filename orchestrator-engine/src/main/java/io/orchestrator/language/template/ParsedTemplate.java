package io.orchestrator.language.template;

import io.orchestrator.language.value.LanguageException;

/**
 * The tree of a template.
 *
 * @param block its statements
 * @param whole whether it is one expression and nothing else
 */
public record ParsedTemplate(Block block, Whole whole) {

    /**
     * The tree of a source.
     *
     * @throws LanguageException SYNTAX, LIMIT or SECURITY
     */
    public static ParsedTemplate of(String source) {
        var segments = TemplateScanner.scan(source);
        var block = TemplateParser.parse(segments);
        return new ParsedTemplate(block, Whole.of(segments, block));
    }
}
