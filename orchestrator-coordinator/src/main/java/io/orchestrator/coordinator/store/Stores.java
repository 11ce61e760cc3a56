package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state stores and their names, which are frozen: they name changelog topics too. */
public final class Stores {

    /** Job id to header; written once. */
    public static final String HEADERS = "headers";
    /** Job id to root. */
    public static final String ROOTS = "roots";
    /** Job id and index to step. */
    public static final String STEPS = "steps";
    /** Job id to the text of a document that was never published; written once. */
    public static final String DOCUMENTS = "documents";
    /** Due time, job id and kind to timer. */
    public static final String TIMERS = "timers";
    /** Lanes, places in them, and what is due in them: see {@code LaneKeys}. */
    public static final String LANES = "lanes";
    /** Global: {@code id@version} to the record of {@code workflow.definitions}. */
    public static final String DEFINITIONS = "definitions";
    /** Global: job id to the record of {@code job.views}. */
    public static final String VIEWS = "views";

    /** Schedule id to the schedule, and how far it is. */
    public static final String SCHEDULES = "schedules";
    /** Global: schedule id to the record of {@code schedule.views}. */
    public static final String SCHEDULE_VIEWS = "schedule-views";

    /** Signals that name no job, and steps that wait for some. */
    public static final String CORRELATIONS = "correlations";

    private Stores() {}

    /**
     * The stores of a task. Roots and steps are written several times in a transaction: a cache makes one changelog record
     * of that. The others are written once, or must be read in order.
     */
    public static List<StoreBuilder<?>> ofTasks(StoreKind kind) {
        return List.of(
                store(kind, HEADERS, Serdes.String()),
                store(kind, ROOTS, Serdes.String()).withCachingEnabled(),
                store(kind, STEPS, Serdes.ByteArray()).withCachingEnabled(),
                store(kind, DOCUMENTS, Serdes.String()),
                store(kind, TIMERS, Serdes.ByteArray()));
    }

    public static StoreBuilder<KeyValueStore<String, byte[]>> schedules(StoreKind kind) {
        return store(kind, SCHEDULES, Serdes.String());
    }

    /** The store of a task that owns lanes. */
    public static StoreBuilder<KeyValueStore<byte[], byte[]>> ofLanes(StoreKind kind) {
        return store(kind, LANES, Serdes.ByteArray());
    }

    public static StoreBuilder<KeyValueStore<String, byte[]>> correlations(StoreKind kind) {
        return store(kind, CORRELATIONS, Serdes.String());
    }

    public static StoreBuilder<KeyValueStore<String, byte[]>> global(StoreKind kind, String name) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        supplier(kind, name), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    private static <K> StoreBuilder<KeyValueStore<K, byte[]>> store(StoreKind kind, String name, Serde<K> keys) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        supplier(kind, name), keys, Serdes.ByteArray())
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }

    private static KeyValueBytesStoreSupplier supplier(StoreKind kind, String name) {
        return switch (kind) {
            case ROCKSDB -> org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name);
            case MEMORY -> org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name);
        };
    }
}
