package io.orchestrator.client.include;

import java.io.IOException;
import java.util.Optional;

/** The files that documents can include. */
@FunctionalInterface
public interface SourceFiles {

    /**
     * The text of a file.
     *
     * @param path relative to the document's folder, parts separated by {@code /}, without {@code .} and {@code ..}
     * @return empty where there is no such file
     * @throws IOException where it is there but may not be read, or is larger than {@link Inclusion#MAX_FILE_BYTES}, or
     *     is no text; the message says which
     */
    Optional<String> read(String path) throws IOException;
}
