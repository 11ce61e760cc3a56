package io.orchestrator.worker.run;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.worker.tool.Tool;
import io.orchestrator.worker.tool.builtin.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The built-in tools and those that a host adds; an added one wins. Immutable, thread-safe. */
public final class ToolShelf {

    private final Tools builtIn;
    private final Map<String, Tool> added = new LinkedHashMap<>();

    public ToolShelf(Tools builtIn, List<Tool> added) {
        this.builtIn = builtIn;
        added.forEach(tool -> this.added.put(tool.name(), tool));
    }

    /** By name or alias. */
    public Optional<Tool> find(String name) {
        var own = added.get(name);
        return own != null ? Optional.of(own) : builtIn.find(name);
    }

    public List<String> names() {
        var names = new ArrayList<>(builtIn.names());
        names.addAll(added.keySet());
        return names;
    }

    Optional<String> nearest(String name) {
        return Spelling.nearest(name, names());
    }
}
