package io.orchestrator.model;

import java.util.regex.Pattern;

/**
 * How a command refers to a secret: <code>${secret:MARK:name}</code>, where the command says which mark. The coordinator
 * has made sure that nothing else in the command holds the mark, so a page or a model's answer that says
 * <code>${secret:name}</code> stays text.
 */
public final class SecretMark {

    private static final String OPENING = "${secret:";
    private static final String NAME = "([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})";

    private SecretMark() {}

    /** The reference with a mark; as an author writes it where the mark is empty. */
    public static String reference(String mark, String name) {
        return OPENING + (mark.isEmpty() ? "" : mark + ":") + name + "}";
    }

    /** Finds references with a mark, which is not empty; the first group is the secret's name. */
    public static Pattern references(String mark) {
        return Pattern.compile(Pattern.quote(OPENING + mark + ":") + NAME + "}");
    }
}
