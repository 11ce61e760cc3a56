package io.orchestrator.compile;

/** Lines of text, some further in than others. */
final class Lines {

    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    void line(String line) {
        text.append(INDENT.repeat(depth)).append(line).append('\n');
    }

    /** What is written meanwhile stands further in. */
    void within(Runnable inner) {
        depth++;
        inner.run();
        depth--;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
