package io.orchestrator.embedded.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A log that lives as long as the registry. */
final class MemoryLog implements RegistryLog {

    private final List<RegistryRecord> records = new ArrayList<>();

    @Override
    public void open(Consumer<RegistryRecord> reader) {
        records.forEach(reader);
    }

    @Override
    public void append(List<RegistryRecord> added) {
        records.addAll(added);
    }

    @Override
    public void close() {
        records.clear();
    }
}
