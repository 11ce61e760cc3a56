package io.orchestrator.language.template;

import io.orchestrator.language.expression.Token;
import java.util.List;

/** One piece of a template's source. */
sealed interface Segment {

    /** Text between the tags, after whitespace control. */
    record Text(String text) implements Segment {}

    /** <code>${secret:name}</code>. */
    record Secret(String name) implements Segment {}

    /** <code>{{ ... }}</code>, or {@code ${...}} where {@code dollar}. */
    record Print(List<Token> tokens, boolean dollar) implements Segment {}

    /** <code>{% ... %}</code>; {@code at} is its offset. */
    record Tag(List<Token> tokens, int at) implements Segment {}
}
