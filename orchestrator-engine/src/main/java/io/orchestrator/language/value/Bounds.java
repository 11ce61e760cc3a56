package io.orchestrator.language.value;

/** What a template may cost at most. Beyond a bound it fails with {@link LanguageException.Kind#LIMIT}. */
public final class Bounds {

    /** Characters of one template. */
    public static final int TEMPLATE_CHARS = 1 << 20;

    /** Characters of one expression, braces not counted. */
    public static final int EXPRESSION_CHARS = 4_096;

    /** Nodes of one expression. */
    public static final int NODES = 500;

    /** Expressions nested in one another. */
    public static final int DEPTH = 40;

    /** Blocks ({@code if}, {@code for}, ...) nested in one another. */
    public static final int BLOCK_DEPTH = 20;

    /** Macro calls nested in one another. */
    public static final int MACRO_DEPTH = 12;

    /** Lists and maps nested in one another, in data that is printed, compared or returned. */
    public static final int DATA_DEPTH = 200;

    /** Rounds of loops and comprehensions, and elements of ranges, in one evaluation. */
    public static final int LOOP_ITEMS = 100_000;

    /** Characters of output of one evaluation. */
    public static final int OUTPUT_CHARS = 1 << 20;

    /** Characters of a text or elements of a list that an operation makes. */
    public static final int SEQUENCE = 1_000_000;

    /** The absolute value of an exponent. */
    public static final int EXPONENT = 1_024;

    /** Bits of an integer. */
    public static final int INTEGER_BITS = 14_000;

    /** Digits after the point in a formatted number. */
    public static final int PRECISION = 400;

    /** Characters of a regular expression. */
    public static final int PATTERN_CHARS = 1_000;

    /**
     * Units of work of one evaluation, in place of a time limit of 100 ms. One node, one element that a filter touches,
     * {@link #CHARS_A_STEP} characters copied, {@link #READS_A_STEP} characters looked at one by one or one character
     * read by a regular expression are one unit; a unit takes some 5 to 50 ns.
     */
    public static final long STEPS = 2_000_000;

    /** Characters that are copied or compared as a whole for one step. */
    public static final int CHARS_A_STEP = 16;

    /** Characters that are looked at one by one for one step. */
    public static final int READS_A_STEP = 2;

    /** Bytes of a value that is kept elsewhere and looked into. */
    public static final long OPENED_BYTES = 16L << 20;

    /** Names looked at for "did you mean". */
    public static final int NAMES_COMPARED = 10_000;

    private Bounds() {}
}
