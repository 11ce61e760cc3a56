package io.orchestrator.language.expression;

import io.orchestrator.language.builtin.Builtin;
import io.orchestrator.language.builtin.Functions;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions that an expression may call, and the macros of the template it is part of. Used by one parser. */
public final class Vocabulary {

    private final Form form;
    private final Texts texts;
    private final Set<String> macros = new HashSet<>();
    private final Map<String, Integer> unknown = new LinkedHashMap<>();

    /** What is parsed. */
    enum Form {
        /** A template, which may loop over a range and define macros. */
        TEMPLATE,
        /** A condition. Braces inside group, and a text with braces inside is a template. */
        CONDITION
    }

    /** How a text with braces inside is read. */
    @FunctionalInterface
    public interface Texts {

        /** The node of such a text; {@code at} is its offset. */
        Node parse(String text, int at);
    }

    private Vocabulary(Form form, Texts texts) {
        this.form = form;
        this.texts = texts;
    }

    /** Of a template, where a text with braces inside is a text. */
    public static Vocabulary ofTemplate() {
        return new Vocabulary(Form.TEMPLATE, (text, at) -> new Literal(Item.of(text)));
    }

    /**
     * Of a condition.
     *
     * @param texts reads a text with braces inside, which is a template
     */
    public static Vocabulary ofCondition(Texts texts) {
        return new Vocabulary(Form.CONDITION, texts);
    }

    Form form() {
        return form;
    }

    /** The node of a text with braces inside. */
    Node braced(String text, int at) {
        return texts.parse(text, at);
    }

    /** The function of a name; empty where it must be a macro. */
    Optional<Builtin> function(String name) {
        return form == Form.CONDITION && name.equals("range")
                ? Optional.empty()
                : Optional.ofNullable(Functions.ALL.get(name));
    }

    /** A macro of this name is defined, or a name is bound that may hold one. */
    public void define(String name) {
        macros.add(name);
    }

    boolean isDefined(String name) {
        return macros.contains(name);
    }

    /** A name is called that is no function, so a macro must come. */
    void called(String name, int offset) {
        unknown.putIfAbsent(name, offset);
    }

    /**
     * Nothing more comes.
     *
     * @throws LanguageException SYNTAX where something is called that is neither function nor macro
     */
    public void end() {
        unknown.keySet().removeAll(macros);
        for (var call : unknown.entrySet()) {
            var known = Functions.ALL.containsKey(call.getKey());
            var near = known ? " in a condition" : Elsewhere.hint(call.getKey(), Functions.ALL.keySet());
            throw new LanguageException(
                    Kind.SYNTAX, call.getValue(), "there is no function '" + call.getKey() + "'" + near);
        }
    }
}
