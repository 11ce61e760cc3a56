package io.orchestrator.compile.document;

/**
 * Where something stands in a document.
 *
 * @param line from 1; 0 where there is no place
 * @param column from 1; 0 where there is no place
 */
public record Place(int line, int column) {

    /** About the document as a whole. */
    public static final Place NONE = new Place(0, 0);
}
