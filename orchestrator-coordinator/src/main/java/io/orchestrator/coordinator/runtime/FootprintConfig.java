package io.orchestrator.coordinator.runtime;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/** Small RocksDB stores: a task has five of them, and what is hot sits in the record cache before them. */
public final class FootprintConfig implements RocksDBConfigSetter {

    private static final long MIB = 1024L * 1024;
    private static final long BLOCK_CACHE_BYTES = 8 * MIB;
    private static final long WRITE_BUFFER_BYTES = 4 * MIB;
    private static final int WRITE_BUFFERS = 2;

    private @Nullable LRUCache cache;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        cache = new LRUCache(BLOCK_CACHE_BYTES);
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        options.setTableFormatConfig(table);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    }

    @Override
    public void close(String storeName, Options options) {
        if (cache != null) {
            cache.close();
        }
    }
}
