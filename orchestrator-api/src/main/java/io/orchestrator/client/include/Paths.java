package io.orchestrator.client.include;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a written path may lead. */
final class Paths {

    /** Where files are looked for, relative to the document's folder, after the folder of the including file. */
    static final List<String> SEARCH = List.of("", "prompts", "templates", "includes", "content");

    private Paths() {}

    /**
     * The files that a path may mean, in the order in which they are tried; empty where it leaves the folder.
     *
     * @param path as written
     * @param from path of the including file; empty for the document itself
     */
    static Set<String> candidates(String path, String from) {
        var plain = path.replace('\\', '/');
        var candidates = new LinkedHashSet<String>();
        if (plain.startsWith("/") || plain.matches("[A-Za-z]:.*") || plain.startsWith("~")) {
            return candidates;
        }
        var slash = from.lastIndexOf('/');
        normalized(slash < 0 ? plain : from.substring(0, slash) + "/" + plain).ifPresent(candidates::add);
        for (var folder : SEARCH) {
            if (normalized(plain).isPresent()) {
                normalized(folder.isEmpty() ? plain : folder + "/" + plain).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    /** Without {@code .} and {@code ..}; empty where it leads out of the folder, or nowhere. */
    private static Optional<String> normalized(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (var part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
    }
}
