package io.orchestrator.cli.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The keys of an embedded stack: made at its first start and kept, because what was signed and sealed before a restart
 * must still verify and open.
 */
final class StackKeys {

    private static final int KEY_BYTES = 32;

    private StackKeys() {}

    /** The file with the key that signs commands. */
    static Path claim(DataHome home) {
        return made(home.secretFile());
    }

    /** The file with the key that seals sensitive inputs. */
    static Path sensitive(DataHome home) {
        return made(home.sensitiveKeyFile());
    }

    /** A file with a key, readable by its owner only where the file system knows owners. */
    private static Path made(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return file;
        } catch (IOException e) {
            throw StackException.invalid("cannot write " + file + ": " + e.getMessage() + "; make the folder writable");
        }
    }

    private static void create(Path file) throws IOException {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(
                    file,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(key),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("another process writes it", e);
        }
    }
}
