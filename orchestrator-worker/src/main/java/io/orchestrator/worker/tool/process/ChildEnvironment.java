package io.orchestrator.worker.tool.process;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a child inherits: the worker's environment without the worker's settings and credentials. */
final class ChildEnvironment {

    static final String IDEMPOTENCY_KEY = "ORCHESTRATOR_IDEMPOTENCY_KEY";

    /** Names the call in each of its processes, so that they are found even when they left their group. */
    static final String MARK = "ORCHESTRATOR_CALL";

    private static final String OWN_SETTINGS = "ORCHESTRATOR_";
    private static final String KEY_SUFFIX = "_API_KEY";
    private static final Set<String> CREDENTIALS = Set.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AZURE_CLIENT_SECRET",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "HF_TOKEN",
            "HUGGINGFACE_TOKEN",
            "HUGGING_FACE_HUB_TOKEN");

    private ChildEnvironment() {}

    /** Changes a copy of the worker's environment into the child's. */
    static void prepare(Map<String, String> environment, String idempotencyKey, String mark) {
        environment.keySet().removeIf(ChildEnvironment::withheld);
        environment.put(IDEMPOTENCY_KEY, idempotencyKey);
        environment.put(MARK, mark);
    }

    private static boolean withheld(String name) {
        var upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(OWN_SETTINGS) || upper.endsWith(KEY_SUFFIX) || CREDENTIALS.contains(upper);
    }
}
