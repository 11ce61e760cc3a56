package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.Failure;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two jobs, one of which runs for a step of the other, and what they hand each other. */
final class Callers {

    private Callers() {}

    static final Plan CHILD = new PlanBuilder()
            .step("work", "{{ inputs.text }}")
            .output("answer", "{{ work.result }}")
            .build();

    static StepAction call(String workflow) {
        return call(workflow, Value.EMPTY, Set.of());
    }

    static StepAction call(String workflow, Value.Dict outputs, Set<String> inherit) {
        var inputs = ValueTemplate.of(Value.of(Map.of("text", Value.of("for {{ inputs.who }}"))));
        return new StepAction.CallWorkflow(
                new StepAction.Named(Template.parse(workflow)), inputs, outputs, inherit, true);
    }

    static PlanBuilder caller() {
        return new PlanBuilder().action("sub", call("report@1.0.0"));
    }

    /** Starts the job that the parent asked for last. */
    static JobDriver child(JobDriver parent) {
        return child(parent, CHILD);
    }

    static JobDriver child(JobDriver parent, Plan plan) {
        var request = parent.children.getLast();
        var child = new JobDriver(plan);
        child.now = parent.now;
        child.feed(new Input.Submit(request, request.inputs(), child.now));
        return child;
    }

    /** Tells the parent what the child has to tell. */
    static Decision tell(JobDriver parent, JobDriver child) {
        assertThat(child.told).hasSize(1);
        return parent.feed(new Input.ChildEnded(child.told.getFirst(), parent.now));
    }

    static Decision cancel(JobDriver child, JobControl control) {
        return child.feed(new Input.Control(control, child.now));
    }

    static Input ended(
            JobDriver parent,
            JobStatus status,
            Value.Dict outputs,
            @org.jspecify.annotations.Nullable Failure failure) {
        var request = parent.children.getLast();
        var step = request.parent().orElseThrow();
        return new Input.ChildEnded(
                new ChildEnded(
                        step.jobId(),
                        step.epoch(),
                        step.step(),
                        step.attempt(),
                        request.jobId(),
                        status,
                        status == JobStatus.COMPLETED,
                        outputs,
                        Optional.ofNullable(failure)),
                parent.now);
    }
}
