package io.orchestrator.embedded;

/** The schemas of the registry tests, each a change of {@link #BASE}. */
final class Schemas {

    /** A record with one text field. */
    static final String BASE = schema("{\"name\":\"id\",\"type\":\"string\"}");

    /** Reads old data, and is read by old readers. */
    static final String OPTIONAL_FIELD_ADDED =
            schema("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"note\",\"type\":\"string\",\"default\":\"\"}");

    /** As {@link #OPTIONAL_FIELD_ADDED}, but neither of the two reads the other's data. */
    static final String OPTIONAL_FIELD_OF_ANOTHER_TYPE_ADDED =
            schema("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"note\",\"type\":\"int\",\"default\":0}");

    /** Cannot read old data; old readers can read its data. */
    static final String REQUIRED_FIELD_ADDED =
            schema("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"count\",\"type\":\"int\"}");

    /** Reads old data; old readers cannot read its data. */
    static final String FIELD_REMOVED = schema("");

    /** Neither way. */
    static final String TYPE_CHANGED = schema("{\"name\":\"id\",\"type\":\"long\"}");

    private Schemas() {}

    private static String schema(String fields) {
        return "{\"type\":\"record\",\"name\":\"Event\",\"namespace\":\"test\",\"fields\":[" + fields + "]}";
    }
}
