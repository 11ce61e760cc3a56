package io.orchestrator.coordinator.workflow;

import io.orchestrator.compile.Compilation;
import io.orchestrator.plan.Plan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Compiles documents and keeps what came of those used last. Thread-safe: one serves all tasks and the HTTP API. */
public final class PlanCache {

    /** Documents kept, in characters all together; plans take a small multiple of that. */
    static final int MAX_CHARACTERS = 16 * 1024 * 1024;

    private final Function<String, Compilation> compiler;
    private final LinkedHashMap<String, Compilation> compilations = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Plan> plans = new HashMap<>();
    private int characters;

    /** @param compiler a pure function */
    public PlanCache(Function<String, Compilation> compiler) {
        this.compiler = compiler;
    }

    /** What came of compiling the document. */
    public Compilation compile(String document) {
        synchronized (this) {
            var known = compilations.get(document);
            if (known != null) {
                return known;
            }
        }
        var compilation = compiler.apply(document);
        keep(document, compilation);
        return compilation;
    }

    /** The plan with this hash, where its document was compiled lately. */
    synchronized Optional<Plan> find(String hash) {
        return Optional.ofNullable(plans.get(hash));
    }

    private synchronized void keep(String document, Compilation compilation) {
        if (compilations.putIfAbsent(document, compilation) == null) {
            characters += document.length();
            compilation.plan().ifPresent(plan -> plans.put(plan.hash(), plan));
        }
        while (characters > MAX_CHARACTERS && compilations.size() > 1) {
            var eldest = compilations.pollFirstEntry();
            characters -= eldest.getKey().length();
            eldest.getValue().plan().ifPresent(plan -> plans.remove(plan.hash()));
        }
    }
}
