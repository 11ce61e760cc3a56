package io.orchestrator.worker.tool;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;

/** Reads text files of a workspace, with a bound on their size. */
public final class TextFiles {

    private TextFiles() {}

    /** The whole file as UTF-8 text. */
    public static String read(Workspace workspace, String path, long maxBytes)
            throws ReportedException, RefusedException, WorkspaceException, IOException {
        var place = workspace.resolve(path);
        if (!Files.exists(place)) {
            throw new ReportedException("File not found: " + path);
        }
        if (Files.isDirectory(place)) {
            throw new ReportedException("Path is a directory: " + path);
        }
        if (!Files.isRegularFile(place)) {
            throw new ReportedException("Not a regular file: " + path);
        }
        var size = Files.size(place);
        if (size > maxBytes) {
            throw RefusedException.limit(
                    "FILE_TOO_LARGE",
                    "the file " + path + " has " + size + " bytes, at most " + maxBytes + " are read");
        }
        try {
            return Files.readString(place);
        } catch (CharacterCodingException e) {
            throw new ReportedException("File is not UTF-8 text: " + path);
        }
    }
}
