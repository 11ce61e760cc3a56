package io.orchestrator.coordinator.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an index lies, and what becomes of one that cannot be used. */
public final class IndexFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);

    private final Directory directory;

    private IndexFolder(Directory directory) {
        this.directory = directory;
    }

    /** @throws IOException where the folder cannot be made */
    public static IndexFolder at(Path folder) throws IOException {
        return new IndexFolder(FSDirectory.open(folder));
    }

    /** Lost with the process. */
    public static IndexFolder inMemory() {
        return new IndexFolder(new ByteBuffersDirectory());
    }

    Directory directory() {
        return directory;
    }

    /**
     * How far the index was read that is there; empty where none is there that can be used, and then the folder is too.
     *
     * @param source which topic of which cluster
     */
    Optional<Progress> prepare(String source, long nowMs) throws IOException {
        var progress = read().filter(found -> found.usable(source, nowMs));
        if (progress.isEmpty()) {
            clear();
        }
        return progress;
    }

    void clear() throws IOException {
        for (String file : directory.listAll()) {
            directory.deleteFile(file);
        }
    }

    private Optional<Progress> read() {
        try {
            if (!DirectoryReader.indexExists(directory)) {
                return Optional.empty();
            }
            try (var reader = DirectoryReader.open(directory)) {
                for (var leaf : reader.leaves()) {
                    if (leaf.reader() instanceof CodecReader segment) {
                        segment.checkIntegrity();
                    }
                }
                return Progress.read(Map.copyOf(reader.getIndexCommit().getUserData()));
            }
        } catch (IOException | RuntimeException e) {
            // Whatever a broken file makes Lucene say: everything is in Kafka.
            LOG.warn("the search index in {} cannot be used and is made again: {}", directory, e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
