package io.orchestrator.client.include;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The files of a folder on disk. A link that leads out of it is refused. */
public final class FolderFiles implements SourceFiles {

    private final Path folder;

    /** @param folder the folder that the document stands in */
    public FolderFiles(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The files beside a document. */
    public static FolderFiles beside(Path document) {
        var folder = document.toAbsolutePath().getParent();
        return new FolderFiles(folder == null ? Path.of("") : folder);
    }

    @Override
    public Optional<String> read(String path) throws IOException {
        var file = file(path);
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return Optional.empty();
        }
        if (!file.get().toRealPath().startsWith(folder.toRealPath())) {
            throw new IOException("it is a link that leads out of the document's folder");
        }
        if (Files.size(file.get()) > Inclusion.MAX_FILE_BYTES) {
            throw new IOException("it has more than " + Inclusion.MAX_FILE_BYTES + " bytes");
        }
        try {
            return Optional.of(Files.readString(file.get()));
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8 text", e);
        }
    }

    private Optional<Path> file(String path) {
        try {
            var file = folder.resolve(path).normalize();
            return file.startsWith(folder) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
