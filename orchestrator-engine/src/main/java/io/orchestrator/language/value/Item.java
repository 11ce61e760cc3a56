package io.orchestrator.language.value;

import io.orchestrator.model.Value;
import java.math.BigInteger;

/**
 * What an expression computes with: {@link Value}s seen through views that are made on access, and the few things that
 * exist only while a template runs (tuples, sets, undefined, namespaces, macros, the loop variable).
 */
public sealed interface Item
        permits Item.None, Item.Bool, Item.Int, Item.Big, Item.Real, Item.Str, Seq, SetOf, Dict, Undefined, Special {

    /** Python's None. */
    enum None implements Item {
        NONE
    }

    /** @param value true or false; a number in arithmetic */
    record Bool(boolean value) implements Item {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);
    }

    /** @param value an integer in the range of long */
    record Int(long value) implements Item {
        public static final Int ZERO = new Int(0);
    }

    /** @param value an integer outside the range of long */
    record Big(BigInteger value) implements Item {}

    /** @param value a double */
    record Real(double value) implements Item {}

    /** @param value any text */
    record Str(String value) implements Item {
        public static final Str EMPTY = new Str("");
    }

    /** The item of a value in which no marks are. */
    static Item of(Value value) {
        return of(value, Opener.NONE);
    }

    /**
     * The item of a value, or of the one for which it stands.
     *
     * @throws LanguageException LIMIT where that is too large to be seen
     */
    static Item of(Value value, Opener opener) {
        var opened = opener.opened(value);
        return view(opened, opened.equals(value) ? opener : Opener.NONE);
    }

    private static Item view(Value value, Opener opener) {
        return switch (value) {
            case Value.Text text -> new Str(text.value());
            case Value.Dict dict -> new DataDict(dict, opener);
            case Value.Array array -> new Seq(Seq.Kind.LIST, new ValueList(array, opener));
            case Value.Int number -> new Int(number.value());
            case Value.Real number -> new Real(number.value());
            case Value.Bool bool -> of(bool.value());
            case Value.BigInt number -> new Big(number.value());
            case Value.Null none -> None.NONE;
        };
    }

    static Bool of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }

    static Item of(BigInteger value) {
        return value.bitLength() < Long.SIZE ? new Int(value.longValue()) : new Big(value);
    }

    static Str of(String value) {
        return new Str(value);
    }

    /** The name Python has for its type. */
    default String typeName() {
        return switch (this) {
            case None none -> "NoneType";
            case Bool bool -> "bool";
            case Int number -> "int";
            case Big number -> "int";
            case Real number -> "float";
            case Str text -> "str";
            case Seq seq -> seq.kind().pythonName();
            case SetOf set -> "set";
            case Dict dict -> "dict";
            case Undefined undefined -> "undefined";
            case Special special -> special.kindName();
        };
    }
}
