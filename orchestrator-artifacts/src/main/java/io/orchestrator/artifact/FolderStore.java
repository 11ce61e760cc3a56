package io.orchestrator.artifact;

import io.orchestrator.artifact.ArtifactException.Reason;
import io.orchestrator.client.JobIds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** A folder: of this machine, or one that all coordinators and workers have mounted. */
public final class FolderStore implements ArtifactStore {

    /** Files in the making; those of a process that died stay here. */
    private static final String PARTS = ".parts";

    private final Path root;

    /** @param root made where it is missing */
    public FolderStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public void put(String jobId, String sha256, byte[] content) {
        var place = place(jobId, sha256);
        try {
            if (Files.exists(place)) {
                return;
            }
            var part = part();
            try {
                write(part, content);
                Files.createDirectories(place.getParent());
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            flush(place);
        } catch (IOException e) {
            throw unreachable("write", e);
        }
    }

    private static void write(Path part, byte[] content) throws IOException {
        try (var file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    /** A name is durable with the folder that it is in, and that with its own. */
    private void flush(Path place) throws IOException {
        for (Path folder : List.of(place.getParent(), root)) {
            try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    private Path part() throws IOException {
        var parts = root.resolve(PARTS);
        Files.createDirectories(parts);
        return parts.resolve(UUID.randomUUID().toString());
    }

    @Override
    public InputStream read(String jobId, String sha256) {
        var place = place(jobId, sha256);
        try {
            return Files.newInputStream(place);
        } catch (NoSuchFileException e) {
            throw missing(place, e);
        } catch (IOException e) {
            throw unreachable("read", e);
        }
    }

    /** The same file with another name where the file system can do that. */
    @Override
    public void copy(String fromJobId, String toJobId, String sha256) {
        var from = place(fromJobId, sha256);
        var to = place(toJobId, sha256);
        try {
            Files.createDirectories(to.getParent());
            link(from, to);
            flush(to);
        } catch (FileAlreadyExistsException e) {
            // It is there: content of this hash is always the same.
            return;
        } catch (NoSuchFileException e) {
            throw missing(from, e);
        } catch (IOException e) {
            throw unreachable("write", e);
        }
    }

    private void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException e) {
            var part = part();
            try {
                Files.copy(from, part);
                Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    @Override
    public boolean delete(String jobId, int limit) {
        var folder = folder(jobId);
        try {
            if (!Files.isDirectory(folder)) {
                return true;
            }
            List<Path> some;
            try (var files = Files.list(folder)) {
                some = files.limit(limit).toList();
            }
            for (Path file : some) {
                Files.deleteIfExists(file);
            }
            return some.size() < limit && isGone(folder);
        } catch (IOException e) {
            throw unreachable("delete", e);
        }
    }

    private static boolean isGone(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (DirectoryNotEmptyException e) {
            // Something has come since.
            return false;
        }
    }

    @Override
    public void check() {
        try {
            var part = part();
            try {
                write(part, new byte[1]);
                Files.readAllBytes(part);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw unreachable("write", e);
        }
    }

    @Override
    public String place() {
        return "the folder " + root;
    }

    @Override
    public void close() {}

    private Path place(String jobId, String sha256) {
        ArtifactStore.requireName(jobId, sha256);
        return folder(jobId).resolve(sha256);
    }

    private Path folder(String jobId) {
        if (!JobIds.valid(jobId)) {
            throw new IllegalArgumentException("no job id: " + jobId);
        }
        return root.resolve(jobId);
    }

    private ArtifactException missing(Path place, IOException cause) {
        return new ArtifactException(
                Reason.MISSING,
                "an artifact is not there: " + place
                        + "; all coordinators and workers need the same store, a folder that" + " all have mounted ("
                        + ArtifactConfig.FOLDER + ") or S3, and a job's artifacts go when it does",
                cause);
    }

    private ArtifactException unreachable(String what, IOException cause) {
        return new ArtifactException(
                Reason.UNREACHABLE,
                "cannot " + what + " artifacts in " + place() + " (" + cause + "): see to the folder's rights and free"
                        + " space, or set another one (" + ArtifactConfig.FOLDER + ")",
                cause);
    }
}
