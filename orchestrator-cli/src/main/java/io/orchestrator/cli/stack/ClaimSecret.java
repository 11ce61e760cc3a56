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
 * The key that signs the commands of an embedded stack: made at its first start and kept, because results of commands
 * from before a restart must still verify.
 */
final class ClaimSecret {

    private static final int KEY_BYTES = 32;

    private ClaimSecret() {}

    /** The file with the key, readable by its owner only where the file system knows owners. */
    static Path file(DataHome home) {
        var file = home.secretFile();
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
