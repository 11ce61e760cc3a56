package io.orchestrator.compile.pipeline;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Reference;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.language.Template;
import io.orchestrator.model.JobLane.OnLimit;
import io.orchestrator.plan.Admittance;
import io.orchestrator.plan.Admittance.Concurrency;
import io.orchestrator.plan.InputSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code queue} and {@code concurrency} of a document: what its jobs must be let through before they run. */
final class AdmittanceReader {

    static final Vocabulary CONCURRENCY = Vocabulary.of("concurrency", Set.of("key", "limit", "on_limit"));

    private static final int MAX_LIMIT = 100_000;
    private static final List<String> POLICIES =
            Arrays.stream(OnLimit.values()).map(OnLimit::word).toList();

    /** What a key can read beside the inputs: whatever is known before a job runs. */
    private static final Set<String> SYSTEM =
            Set.of("inputs", "parameters", "job", "execution", "timestamp", "pipeline_id", "execution_id");

    private AdmittanceReader() {}

    /** @param queue as steps have it that name none */
    static Admittance read(Fields document, String queue, List<InputSpec> inputs) {
        var written = document.mapping("concurrency");
        return new Admittance(queue, written.flatMap(mapping -> concurrency(mapping, inputs, document.findings())));
    }

    private static Optional<Concurrency> concurrency(Node.Mapping mapping, List<InputSpec> inputs, Findings findings) {
        CONCURRENCY.check(mapping, findings);
        var fields = new Fields(mapping, findings);
        var limit = fields.integer("limit", 1, MAX_LIMIT);
        if (!fields.has("limit")) {
            findings.error("missing-parameter", mapping.place(), "'concurrency' says no number", "add limit: 1");
        }
        return Optional.of(new Concurrency(key(fields, inputs), (int) limit.orElse(1), onLimit(fields)));
    }

    /** Without one, all jobs of the workflow share the limit. */
    private static Template key(Fields fields, List<InputSpec> inputs) {
        var scalar = fields.scalar("key");
        if (scalar.isEmpty()) {
            return Template.parse("all");
        }
        if (scalar.get().text().isBlank()) {
            fields.findings()
                    .error("bad-value", scalar.get().place(), "the key is empty", "leave it out, or read an input");
        }
        var reader = new TemplateReader(fields.findings());
        var template = reader.text(scalar.get());
        reader.references().forEach(reference -> check(reference, inputs, fields.findings()));
        return template;
    }

    private static void check(Reference reference, List<InputSpec> inputs, Findings findings) {
        var names = inputs.stream().map(InputSpec::name).collect(Collectors.toCollection(TreeSet::new));
        var path = reference.path();
        var ofInputs = Set.of("inputs", "parameters").contains(reference.root()) && path.size() > 1;
        var name = ofInputs ? path.get(1) : reference.root();
        if (findings.full() || names.contains(name) || (!ofInputs && SYSTEM.contains(name))) {
            return;
        }
        findings.error(
                "unresolved-reference",
                reference.place(findings.source()),
                "'" + reference.written() + "' is no input of the workflow: no step has run when the key is read",
                Spelling.nearest(name, names).map(Fields::didYouMean).orElse(""));
    }

    private static OnLimit onLimit(Fields fields) {
        var word = fields.text("on_limit");
        var policy = word.flatMap(OnLimit::of);
        if (word.isPresent() && policy.isEmpty()) {
            fields.findings()
                    .error(
                            "bad-value",
                            fields.place("on_limit"),
                            "'" + word.get() + "' is no answer to a limit",
                            Spelling.nearest(word.get(), POLICIES)
                                    .map(Fields::didYouMean)
                                    .orElse("available: " + String.join(", ", POLICIES)));
        }
        return policy.orElse(OnLimit.QUEUE);
    }
}
