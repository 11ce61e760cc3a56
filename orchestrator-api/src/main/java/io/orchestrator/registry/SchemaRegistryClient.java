package io.orchestrator.registry;

import java.util.List;
import org.apache.avro.Schema;

/**
 * A schema registry. Thread-safe. Every method may throw {@link SchemaRegistryException}.
 */
public interface SchemaRegistryClient extends AutoCloseable {

    /** The id of the schema under the subject, registered now where it is new; the same schema has the same id everywhere. */
    int register(String subject, Schema schema);

    /** The schema of an id, as its writer registered it. */
    Schema schemaById(int id);

    /** The number of the subject's newest version, from 1. */
    int latestVersion(String subject);

    /** Sets the rule for new versions, for example {@code BACKWARD_TRANSITIVE}. */
    void setCompatibility(String subject, String level);

    /** Whether the schema could become the subject's next version; true where the subject has none yet. */
    boolean compatible(String subject, Schema schema);

    /** All subjects. */
    List<String> subjects();

    @Override
    void close();
}
