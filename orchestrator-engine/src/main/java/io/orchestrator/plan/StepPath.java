package io.orchestrator.plan;

/**
 * Names one instance of a step in a job: the frame it runs in and the step. {@link Plan#text(StepPath)} gives the form
 * that events and commands bear, for example {@code read[3].page}.
 *
 * @param frame the enclosing frame; {@link FramePath#ROOT} for the steps of the document's own list
 * @param index the step's place in the plan
 */
public record StepPath(FramePath frame, int index) {

    /** A step of the document's own list. */
    public static StepPath of(int index) {
        return new StepPath(FramePath.ROOT, index);
    }

    /** Another step of the same frame. */
    public StepPath sibling(int other) {
        return new StepPath(frame, other);
    }

    /** One of the frames that this step, a block, has opened. */
    public FramePath frame(int number) {
        return new FramePath(this, number);
    }
}
