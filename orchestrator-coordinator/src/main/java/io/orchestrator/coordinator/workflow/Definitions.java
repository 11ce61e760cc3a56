package io.orchestrator.coordinator.workflow;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.codec.Codec;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.model.WorkflowDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The workflows published so far, as this process knows them. A record that cannot be read counts as not there. */
public final class Definitions {

    private static final char VERSION_MARK = '@';
    private static final Comparator<WorkflowDefinition> BY_AGE =
            Comparator.comparingLong(WorkflowDefinition::publishedAtMs).thenComparing(WorkflowDefinition::version);

    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Codec<WorkflowDefinition> codec;

    public Definitions(ReadOnlyKeyValueStore<String, byte[]> store, Codec<WorkflowDefinition> codec) {
        this.store = store;
        this.codec = codec;
    }

    /**
     * @param reference {@code id@version}, or {@code id} for the version published last
     */
    public Optional<WorkflowDefinition> find(String reference) {
        if (reference.indexOf(VERSION_MARK) < 0) {
            return versions(reference).stream().max(BY_AGE);
        }
        var value = store.get(reference);
        return value == null ? Optional.empty() : read(value);
    }

    /** All versions of a workflow, by key. */
    public List<WorkflowDefinition> versions(String id) {
        try (var entries = store.prefixScan(id + VERSION_MARK, new StringSerializer())) {
            return all(entries);
        }
    }

    /** Every workflow's every version, by key. */
    public List<WorkflowDefinition> all() {
        try (var entries = store.all()) {
            return all(entries);
        }
    }

    /** The id nearest in spelling to one that is not known. */
    public Optional<String> nearest(String reference) {
        var mark = reference.indexOf(VERSION_MARK);
        var ids = new TreeSet<String>();
        try (var entries = store.all()) {
            while (entries.hasNext()) {
                var key = entries.next().key;
                ids.add(mark < 0 ? key.substring(0, Math.max(0, key.indexOf(VERSION_MARK))) : key);
            }
        }
        return Spelling.nearest(reference, ids);
    }

    private List<WorkflowDefinition> all(KeyValueIterator<String, byte[]> entries) {
        var definitions = new ArrayList<WorkflowDefinition>();
        while (entries.hasNext()) {
            KeyValue<String, byte[]> entry = entries.next();
            read(entry.value).ifPresent(definitions::add);
        }
        return definitions;
    }

    private Optional<WorkflowDefinition> read(byte[] value) {
        try {
            return Optional.of(codec.decode(value));
        } catch (UndecodableException e) {
            // The store's reader made a dead letter of it when it came.
            return Optional.empty();
        }
    }
}
