package io.orchestrator.worker.run;

import io.orchestrator.worker.tool.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Which folders commands may use.
 *
 * @param roots a command's workspace must be one of them or inside one; the first serves commands that name none
 */
public record WorkspacePolicy(List<Path> roots) {

    /** The setting behind the roots, for messages. */
    public static final String SETTING = "workspace.roots";

    public WorkspacePolicy {
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("a worker needs a workspace root");
        }
        roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    }

    /** A workspace that this worker may not use; the message says what to set. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** The folder of a command, created where it is missing and allowed. */
    Workspace resolve(String wanted) throws RefusedException {
        var folder = wanted.isEmpty() ? roots.getFirst() : parse(wanted);
        try {
            if (!isAllowed(folder)) {
                throw new RefusedException("the workspace " + folder + " is outside the roots of this worker " + roots
                        + ": add it to " + SETTING + " of the worker, or submit the job with a workspace inside them");
            }
            Files.createDirectories(folder);
            return new Workspace(folder.toRealPath());
        } catch (IOException e) {
            throw new RefusedException("the workspace " + folder + " cannot be used: "
                    + e.getClass().getSimpleName() + " " + e.getMessage() + "; check " + SETTING + " of the worker");
        }
    }

    private static Path parse(String wanted) throws RefusedException {
        try {
            var folder = Path.of(wanted);
            if (!folder.isAbsolute()) {
                throw new RefusedException("the workspace '" + wanted + "' is not an absolute path");
            }
            return folder.normalize();
        } catch (InvalidPathException e) {
            throw new RefusedException("the workspace '" + wanted + "' is not a path: " + e.getReason());
        }
    }

    /** By name and, where links are on the way, by the real place. */
    private boolean isAllowed(Path folder) throws IOException {
        for (var root : roots) {
            if (folder.startsWith(root) && realPlace(folder).startsWith(realPlace(root))) {
                return true;
            }
        }
        return false;
    }

    private static Path realPlace(Path place) throws IOException {
        var ancestor = place;
        while (ancestor.getParent() != null && !Files.exists(ancestor, LinkOption.NOFOLLOW_LINKS)) {
            ancestor = ancestor.getParent();
        }
        return ancestor.toRealPath().resolve(ancestor.relativize(place)).normalize();
    }
}
