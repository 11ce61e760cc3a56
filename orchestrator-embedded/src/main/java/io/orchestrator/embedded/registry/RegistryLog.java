package io.orchestrator.embedded.registry;

import java.util.List;
import java.util.function.Consumer;

/** Where the records of a registry are kept, in order. Not thread-safe. */
interface RegistryLog extends AutoCloseable {

    /**
     * Takes the log over as its only writer and gives all records written so far.
     *
     * @throws StorageException where the log cannot be read
     */
    void open(Consumer<RegistryRecord> reader);

    /**
     * Writes all records or none, and returns when they are durable.
     *
     * @throws StorageException where that is not certain; the log must be opened again
     */
    void append(List<RegistryRecord> records);

    @Override
    void close();
}
