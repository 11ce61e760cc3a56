package io.orchestrator.worker.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder a call may use. Paths are relative to it, or absolute and inside it.
 *
 * <p>A check, not a jail: a process that the call starts is not confined by it.
 *
 * @param root an existing folder
 */
public record Workspace(Path root) {

    public Workspace {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * The absolute, normalised place of a path, which need not exist. Neither {@code ..} nor a symbolic link on the
     * way leads out of the root.
     */
    public Path resolve(String path) throws WorkspaceException {
        var place = place(path);
        if (!place.startsWith(root)) {
            throw outside(path);
        }
        try {
            if (!realPlace(place).startsWith(realPlace(root))) {
                throw outside(path);
            }
        } catch (IOException e) {
            throw new WorkspaceException("the path '" + path + "' cannot be followed in the workspace " + root + ": "
                    + e.getClass().getSimpleName() + " " + e.getMessage());
        }
        return place;
    }

    private Path place(String path) throws WorkspaceException {
        try {
            return root.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new WorkspaceException("'" + e.getInput().replace('\0', '?') + "' is not a path: " + e.getReason()
                    + "; the workspace is " + root);
        }
    }

    /** The real path of the nearest ancestor that exists; a dangling link counts as existing and cannot be followed. */
    private static Path realPlace(Path place) throws IOException {
        var ancestor = place;
        while (ancestor.getParent() != null && !Files.exists(ancestor, LinkOption.NOFOLLOW_LINKS)) {
            ancestor = ancestor.getParent();
        }
        return ancestor.toRealPath().resolve(ancestor.relativize(place)).normalize();
    }

    private WorkspaceException outside(String path) {
        return new WorkspaceException(
                "the path '" + path + "' leads out of the workspace " + root + ": use a path inside it");
    }
}
