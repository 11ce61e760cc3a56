package io.orchestrator.compile.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * What a key takes and means.
 *
 * @param where the mapping it stands in, as {@code Vocabulary.where} calls it
 * @param key the key
 * @param type a word of {@link Types}
 * @param meaning for people; Markdown
 */
record KeyText(String where, String key, String type, String meaning) {

    /** Every key's text, in the order of the documentation. */
    static List<KeyText> all() {
        var all = new ArrayList<KeyText>();
        parse("a workflow", DocumentTexts.WORKFLOW, all);
        parse("a step", StepTexts.STEP, all);
        parse("retry", StepTexts.RETRY, all);
        parse("model", StepTexts.MODEL, all);
        parse("requires_model", StepTexts.NEEDS, all);
        parse("an error handler", StepTexts.HANDLER, all);
        parse("an error handler", StepTexts.STEP, all);
        parse("a case of switch", StepTexts.CASE, all);
        parse("rate_limit", StepTexts.RATE, all);
        parse("agent", StepTexts.AGENT, all);
        parse("budget", StepTexts.AGENT_BUDGET, all);
        parse("a tool of an agent", StepTexts.AGENT_TOOL, all);
        parse("a tool of an agent", StepTexts.STEP, all);
        parse("cache", StepTexts.CACHE, all);
        parse("wait", StepTexts.WAIT, all);
        parse("signal", StepTexts.SIGNAL, all);
        parse("approval", StepTexts.APPROVAL, all);
        parse("approval-gate", StepTexts.GATE, all);
        parse("user-prompt", StepTexts.PROMPT, all);
        parse("emit", StepTexts.EMIT, all);
        parse("fail", StepTexts.FAIL, all);
        parse("succeed", StepTexts.SUCCEED, all);
        parse("create_parallel_queue", StepTexts.QUEUE, all);
        parse("pipeline-executor", StepTexts.EXECUTOR, all);
        parse("an input", DocumentTexts.INPUT, all);
        parse("a nested declaration", DocumentTexts.INPUT, all);
        parse("validation", DocumentTexts.INPUT, all);
        parse("concurrency", DocumentTexts.CONCURRENCY, all);
        parse("defaults", DocumentTexts.DEFAULTS, all);
        parse("context", DocumentTexts.CONTEXT, all);
        return all;
    }

    private static void parse(String where, String table, List<KeyText> all) {
        for (var line : table.lines().toList()) {
            var parts = line.split(" \\| ", 3);
            all.add(new KeyText(where, parts[0].strip(), parts[1].strip(), parts[2].strip()));
        }
    }
}
