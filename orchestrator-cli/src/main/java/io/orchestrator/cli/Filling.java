package io.orchestrator.cli;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.auto.Blank;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fills in the {@code <AUTO>} tags of a document's structure before it is compiled for good: each is one job with one
 * model step on the cluster that will run the document.
 */
final class Filling {

    /** The most tags that are filled in, so the most jobs. */
    static final int MAX_BLANKS = 100;

    private static final Pattern STEP_ID = Pattern.compile("(?m)(?:^|[\\s{,-])id:\\s*[\"']?([A-Za-z][\\w-]*)");
    private static final List<String> ACTIONS =
            List.of("generate", "generate_structured", "analyze_text", "filesystem", "process", "validate");

    private final Compiler compiler;
    private final Terminal terminal;

    Filling(Compiler compiler, Terminal terminal) {
        this.compiler = compiler;
        this.terminal = terminal;
    }

    /**
     * The document without tags in its structure; itself where there are none.
     *
     * @param sessions opens a session, where one is needed
     * @throws CliException where a model gives no answer, or there are too many tags
     */
    WorkflowFile fill(WorkflowFile workflow, Supplier<Session> sessions) {
        if (blank(workflow).isEmpty()) {
            return workflow;
        }
        try (var session = sessions.get()) {
            var filled = workflow;
            var blank = blank(filled);
            for (var count = 0; blank.isPresent(); count++) {
                if (count == MAX_BLANKS) {
                    throw CliException.invalid(
                            workflow.path() + " has more than " + MAX_BLANKS + " <AUTO> tags in its structure");
                }
                filled = filled.with(blank.get().fill(filled.text(), ask(blank.get(), filled, session.client())));
                blank = blank(filled);
            }
            return filled;
        }
    }

    private Optional<Blank> blank(WorkflowFile workflow) {
        return Blank.first(
                workflow.text(),
                compiler.compile(workflow.text(), workflow.dialect()).findings());
    }

    private Value ask(Blank blank, WorkflowFile workflow, OrchestratorClient client) {
        var question = blank.question(words(blank, workflow.text()));
        var request = Requests.create(
                Requests.Subject.inline("fill-in", question),
                Value.of(Map.of(Blank.QUESTION, Value.of(blank.prompt(workflow.text())))),
                Optional.empty());
        client.submit(request);
        var document = new Follower(client, terminal).follow(request.jobId(), 0);
        var answer = document.outputs().get(Blank.ANSWER);
        if (document.status() != JobStatus.COMPLETED || answer == null) {
            document.findings().forEach(terminal.err()::println);
            throw CliException.failure("no model filled in '" + blank.key() + "' of " + workflow.path() + ": see "
                    + "orchestrator job " + request.jobId() + "; or write the value itself instead of the <AUTO> tag");
        }
        terminal.err().println(workflow.path() + ": " + blank.key() + " filled in by job " + request.jobId());
        return answer;
    }

    /** The answers that make sense; empty where any may. */
    private static List<String> words(Blank blank, String document) {
        return switch (blank.key()) {
            case "tool" -> ToolCatalog.builtIn().names();
            case "action" -> ACTIONS;
            case "dependencies", "depends_on" ->
                STEP_ID.matcher(document)
                        .results()
                        .map(id -> id.group(1))
                        .distinct()
                        .toList();
            case "priority" -> Stream.of("high", "normal", "low").toList();
            default -> List.of();
        };
    }
}
