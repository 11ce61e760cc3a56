package io.orchestrator.coordinator.workflow;

import io.orchestrator.compile.CheckedInputs;
import io.orchestrator.compile.Compilation;
import io.orchestrator.compile.InputChecker;
import io.orchestrator.coordinator.workflow.Verdict.DocumentOrigin;
import io.orchestrator.engine.Input;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Finding;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says whether a request can run; every problem at once. */
public final class Referee {

    private static final String INLINE = "workflow";

    private final Terms terms;
    private final Definitions definitions;

    public Referee(Terms terms, Definitions definitions) {
        this.terms = terms;
        this.definitions = definitions;
    }

    /** The problems of a request, one line each; empty where it can run as things stand. */
    public Optional<Refusal> refusal(JobRequest request) {
        return switch (judge(request)) {
            case Verdict.Run run -> Optional.empty();
            case Verdict.Refused refused -> Optional.of(new Refusal(refused.failure(), refused.findings()));
            case Verdict.Wait wait ->
                Optional.of(
                        new Refusal(wait.otherwise().failure(), wait.otherwise().findings()));
        };
    }

    /**
     * Why a request cannot run.
     *
     * @param failure the reason as a job would have it
     * @param findings one line each
     */
    public record Refusal(Failure failure, List<String> findings) {
        public Refusal {
            findings = List.copyOf(findings);
        }
    }

    public Verdict judge(JobRequest request) {
        if (request.workflow().isPresent() == request.document().isPresent()) {
            return refused("INVALID_REQUEST", "set either workflow or document in the request", List.of());
        }
        if (request.document().isPresent()) {
            return judge(request, INLINE, request.document().get(), DocumentOrigin.REQUEST);
        }
        var reference = request.workflow().orElseThrow();
        var definition = definitions.find(reference);
        return definition.isEmpty()
                ? new Verdict.Wait(unknownWorkflow(reference))
                : judge(request, definition.get().key(), definition.get().document(), DocumentOrigin.PUBLISHED);
    }

    private Verdict judge(JobRequest request, String name, String document, DocumentOrigin origin) {
        var compilation = terms.plans().compile(document);
        if (!compilation.ok()) {
            return broken(name, compilation);
        }
        var plan = compilation.plan().orElseThrow();
        if (origin == DocumentOrigin.PUBLISHED && !plan.key().equals(name)) {
            var message = "the definition published as " + name + " holds a document of " + plan.key()
                    + "; publish it under its own id and version";
            return refused("INVALID_DOCUMENT", message, List.of());
        }
        var lanes = unknownQueues(plan);
        if (!lanes.isEmpty()) {
            var message = "no topics exist for the queues " + lanes
                    + "; create them: orchestrator topics apply -D topics.queues=" + String.join(",", lanes);
            return new Verdict.Wait(refused("UNKNOWN_QUEUE", message, List.of()));
        }
        return judge(request.withInputs(inputs(request, plan)), plan, document, origin);
    }

    private Verdict judge(JobRequest request, Plan plan, String document, DocumentOrigin origin) {
        var sealing = terms.sealer().map(sealer -> new SealedInputs(sealer, request));
        if (sealing.isEmpty() && plan.inputs().stream().anyMatch(InputSpec::sensitive)) {
            return refused(
                    "NO_SENSITIVE_KEY",
                    plan.key() + " has sensitive inputs and this coordinator has no key to seal them: set sensitive.key"
                            + " or sensitive.key.file, the same on coordinators and workers",
                    List.of());
        }
        var large = new LargeInputs(terms.opened().of(request.jobId()), request.inputs());
        CheckedInputs checked;
        try {
            checked = InputChecker.check(
                    plan, large.opened(sealing.map(SealedInputs::opened).orElseGet(request::inputs)));
        } catch (LanguageException e) {
            return refused("INVALID_INPUTS", "an input cannot be checked: " + e.getMessage(), List.of());
        }
        if (!checked.problems().isEmpty()) {
            return refused("INVALID_INPUTS", summary("input", checked.problems()), checked.problems());
        }
        var valid = checked.inputs();
        var kept = large.kept(sealing.map(inputs -> inputs.kept(plan, valid)).orElse(valid));
        return new Verdict.Run(request.withInputs(kept), plan, kept, document, origin);
    }

    /** What a client wants who runs steps of a job again: with the job's inputs and the client's, checked and sealed. */
    public Input judge(Plan plan, JobHeader header, Input.Control wished, Wish.Rerun rerun) {
        var inputs = new LinkedHashMap<>(header.inputs().entries());
        inputs.putAll(rerun.inputs().entries());
        var request = new JobRequest(
                header.jobId(),
                Optional.of(header.workflow()),
                Optional.empty(),
                Value.of(inputs),
                Optional.empty(),
                Map.of(),
                "",
                "",
                wished.atMs());
        var sealing = terms.sealer().map(sealer -> new SealedInputs(sealer, request));
        var large = new LargeInputs(terms.opened().of(request.jobId()), request.inputs());
        CheckedInputs checked;
        try {
            checked = InputChecker.check(
                    plan, large.opened(sealing.map(SealedInputs::opened).orElseGet(request::inputs)));
        } catch (LanguageException e) {
            return new Input.RefuseControl(
                    wished.control(), "an input cannot be checked: " + e.getMessage(), wished.atMs());
        }
        var control = wished.control();
        if (!checked.problems().isEmpty()) {
            return new Input.RefuseControl(control, summary("input", checked.problems()), wished.atMs());
        }
        var valid = checked.inputs();
        var kept = large.kept(sealing.map(all -> all.kept(plan, valid)).orElse(valid));
        return new Input.Control(
                new JobControl(
                        control.controlId(),
                        control.jobId(),
                        new Wish.Rerun(rerun.step(), kept),
                        control.reason(),
                        control.actor(),
                        control.requestedAtMs(),
                        control.parent(),
                        control.expectedSequence()),
                wished.atMs());
    }

    /** The request as it may be written: with its sensitive inputs sealed, where it can run. */
    public JobRequest sealed(JobRequest request) {
        return judge(request) instanceof Verdict.Run run ? run.request() : request;
    }

    /** Without what the workflow need not take. */
    private static Value.Dict inputs(JobRequest request, Plan plan) {
        if (request.inherited().isEmpty()) {
            return request.inputs();
        }
        var declared = plan.inputs().stream().map(InputSpec::name).collect(Collectors.toSet());
        var inputs = new LinkedHashMap<String, Value>();
        request.inputs().entries().forEach((name, value) -> {
            if (declared.contains(name) || !request.inherited().contains(name)) {
                inputs.put(name, value);
            }
        });
        return Value.of(inputs);
    }

    private Verdict.Refused unknownWorkflow(String reference) {
        var hint = definitions
                .nearest(reference)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("publish it: POST /v1/workflows, or a record on workflow.definitions");
        return refused("UNKNOWN_WORKFLOW", "no workflow '" + reference + "' is published; " + hint, List.of());
    }

    private static Verdict.Refused broken(String name, Compilation compilation) {
        var lines = compilation.findings().stream().map(f -> f.format(name)).toList();
        var errors = compilation.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(f -> f.format(name))
                .toList();
        return refused("INVALID_DOCUMENT", summary("document", errors), lines);
    }

    private List<String> unknownQueues(Plan plan) {
        var unknown = new TreeSet<String>();
        for (PlanStep step : plan.steps()) {
            if (!terms.queues().test(step.limits().queue())) {
                unknown.add(step.limits().queue());
            }
        }
        return List.copyOf(unknown);
    }

    private static String summary(String what, List<String> problems) {
        var more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
        return "the " + what + " is not valid: " + problems.getFirst() + more;
    }

    private static Verdict.Refused refused(String code, String message, List<String> findings) {
        return new Verdict.Refused(
                Failure.of(FailureKind.INVALID, code, message), findings.isEmpty() ? List.of(message) : findings);
    }
}
