package io.orchestrator.model;

/**
 * A published workflow; (id, version) never changes once published. The record key is {@link #key()}.
 *
 * @param id the workflow's id
 * @param version semantic version
 * @param document the text as the author wrote it
 * @param publishedAtMs epoch milliseconds
 * @param publishedBy who; may be empty
 */
public record WorkflowDefinition(String id, String version, String document, long publishedAtMs, String publishedBy) {

    /** {@code id@version}. */
    public String key() {
        return id + "@" + version;
    }
}
