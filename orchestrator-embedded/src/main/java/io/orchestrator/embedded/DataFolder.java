package io.orchestrator.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one cluster: {@code cluster.lock}, and {@code node-1}, {@code node-2} ... with Kafka's own layout. Owned
 * by this process from {@link #open} to {@link #close}.
 */
final class DataFolder implements AutoCloseable {

    private static final String META = "meta.properties";
    private static final String METADATA_LOG = "__cluster_metadata-0";
    private static final String STOPPED_IN_ORDER = ".kafka_cleanshutdown";
    private static final int PID_DIGITS = 20;

    private final Path dir;
    private final FileChannel lockFile;

    private DataFolder(Path dir, FileChannel lockFile) {
        this.dir = dir;
        this.lockFile = lockFile;
    }

    /**
     * Locks the folder and formats what is not formatted; all nodes bear one cluster id, kept over restarts.
     *
     * @throws EmbeddedException where another process has it, it cannot be written, or it holds another number of nodes
     */
    static DataFolder open(Path dir, int nodeCount) {
        return open(dir, folder -> folder.format(nodeCount));
    }

    /**
     * As {@link #open(Path, int)}, for a folder that holds one node of a cluster whose other nodes are elsewhere.
     *
     * @param node from 0
     * @param clusterId the same for all of them
     */
    static DataFolder openNode(Path dir, int node, String clusterId) {
        return open(dir, folder -> folder.formatNode(node, clusterId));
    }

    private interface Formatting {
        void format(DataFolder folder) throws IOException;
    }

    private static DataFolder open(Path dir, Formatting formatting) {
        try {
            Files.createDirectories(dir);
            var folder = new DataFolder(dir, lock(dir));
            try {
                formatting.format(folder);
                return folder;
            } catch (IOException | RuntimeException e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedException(
                    "cannot use the data folder " + dir + " (" + e + "); make it writable or choose another one"
                            + " (--data)",
                    e);
        }
    }

    Path node(int node) {
        return dir.resolve("node-" + BrokerSettings.nodeId(node));
    }

    /** Whether the node has run and was not stopped in order. */
    boolean crashed(int node) {
        return Files.exists(node(node).resolve(METADATA_LOG))
                && !Files.exists(node(node).resolve(STOPPED_IN_ORDER));
    }

    String clusterId() {
        try {
            return clusterId(node(0));
        } catch (IOException e) {
            throw new EmbeddedException("cannot read the cluster id of " + node(0), e);
        }
    }

    @SuppressWarnings("resource") // the lock lives as long as its channel, which close() closes
    private static FileChannel lock(Path dir) throws IOException {
        var file = dir.resolve("cluster.lock");
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            var holder = readHolder(channel);
            channel.close();
            throw new EmbeddedException("the data folder " + dir + " is in use by process " + holder
                    + "; stop that process, or choose another folder (--data)");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String readHolder(FileChannel channel) throws IOException {
        var pid = ByteBuffer.allocate(PID_DIGITS);
        channel.read(pid, 0);
        return StandardCharsets.US_ASCII.decode(pid.flip()).toString();
    }

    private void format(int nodeCount) throws IOException {
        var formatted = formattedNodes(dir);
        var clusterId = Uuid.randomUuid().toString();
        if (!formatted.isEmpty()) {
            clusterId = clusterId(formatted.getFirst());
            refuseOtherSize(nodeCount, formatted);
        }
        for (int i = 0; i < nodeCount; i++) {
            if (!Files.exists(node(i).resolve(META))) {
                format(node(i), BrokerSettings.nodeId(i), clusterId);
            }
        }
    }

    private void formatNode(int node, String clusterId) throws IOException {
        if (!Files.exists(node(node).resolve(META))) {
            format(node(node), BrokerSettings.nodeId(node), clusterId);
        } else if (!clusterId(node(node)).equals(clusterId)) {
            throw new EmbeddedException(
                    "the data folder " + dir + " holds a node of the cluster " + clusterId(node(node))
                            + ", asked for is one of " + clusterId + "; choose another folder (--data)");
        }
    }

    private static List<Path> formattedNodes(Path dir) throws IOException {
        try (var entries = Files.list(dir)) {
            return entries.filter(entry -> Files.exists(entry.resolve(META)))
                    .sorted()
                    .toList();
        }
    }

    private void refuseOtherSize(int nodeCount, List<Path> formatted) {
        // Fewer than asked for is a first start that was cut off between two nodes only while no node has run.
        var hasRun = formatted.stream().anyMatch(node -> Files.exists(node.resolve(METADATA_LOG)));
        if (formatted.size() > nodeCount || (hasRun && formatted.size() < nodeCount)) {
            throw new EmbeddedException("the data folder " + dir + " holds a cluster of " + formatted.size()
                    + " node(s), asked for is one of " + nodeCount
                    + "; start it with that many, or choose another folder (--data)");
        }
    }

    private static String clusterId(Path node) throws IOException {
        var meta = new Properties();
        try (var in = Files.newInputStream(node.resolve(META))) {
            meta.load(in);
        }
        var id = meta.getProperty("cluster.id");
        if (id == null) {
            throw new EmbeddedException("the file " + node.resolve(META)
                    + " names no cluster.id, so this is not Kafka's data; choose another folder (--data)");
        }
        return id;
    }

    private static void format(Path node, int id, String clusterId) throws IOException {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(id)
                    .setClusterId(clusterId)
                    .addDirectory(node.toString())
                    .setMetadataLogDirectory(node.toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) { // the formatter declares no narrower type
            throw new IOException("formatting " + node + " failed", e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new EmbeddedException("cannot release the lock of the data folder", e);
        }
    }
}
