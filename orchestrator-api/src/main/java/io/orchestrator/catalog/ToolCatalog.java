package io.orchestrator.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tools a cluster has, by name and alias. Immutable. */
public final class ToolCatalog {

    private static final Map<String, String> BUILT_IN_ALIASES = Map.of("http-client", "http");

    /** Tools of the pipeline format that need a model, a browser, a screen or a person, and are not built in. */
    private static final Set<String> ELSEWHERE = Set.of(
            "auto_debugger",
            "task-delegation",
            "multi-model-routing",
            "prompt-optimization",
            "mcp-server",
            "mcp-memory",
            "mcp-resource",
            "multi-language-executor",
            "image-analysis",
            "image-generation",
            "audio-processing",
            "video-processing",
            "recursion-control",
            "report-generator",
            "pdf-compiler",
            "secure-python-executor",
            "python_code_executor",
            "user-prompt",
            "approval-gate",
            "feedback-collection",
            "visualization",
            "headless-browser",
            "web-search",
            "checkpoint");

    private final Map<String, ToolSpec> specs;
    private final Map<String, String> aliases;

    private ToolCatalog(List<ToolSpec> specs, Map<String, String> aliases) {
        this.specs = new LinkedHashMap<>();
        specs.forEach(spec -> this.specs.put(spec.name(), spec));
        this.aliases = Map.copyOf(aliases);
    }

    /** filesystem, terminal, python-executor, http, data-processing, validation. */
    public static ToolCatalog builtIn() {
        return new ToolCatalog(BuiltInTools.all(), BUILT_IN_ALIASES);
    }

    /** The tool of that name or alias; names are compared exactly. */
    public Optional<ToolSpec> find(String nameOrAlias) {
        return Optional.ofNullable(specs.get(aliases.getOrDefault(nameOrAlias, nameOrAlias)));
    }

    /** Whether documents use the tool though it is not built in: a worker of the user's may have it. */
    public boolean isElsewhere(String name) {
        return ELSEWHERE.contains(name);
    }

    /** The names, without aliases, in the order of the documentation. */
    public List<String> names() {
        return List.copyOf(specs.keySet());
    }

    /** The tool nearest in spelling to a name or alias; empty where none is near. */
    public Optional<String> nearest(String name) {
        var known = new ArrayList<>(specs.keySet());
        known.addAll(aliases.keySet());
        return Spelling.nearest(name, known).map(found -> aliases.getOrDefault(found, found));
    }
}
