package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.EmittedRecord;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps that write to topics of users': asked for like tasks, and answered like them. */
class PublicationsTest {

    @Test
    void waitsForTheAnswerWhenItHasAskedForARecord() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("price", "x")
                .action(
                        "tell",
                        publish("orders.{{ price.result }}", ValueTemplate.of(Value.of("{{ price.result }}"))),
                        "price")
                .build());
        job.complete("price", "paid");

        assertThat(job.step("tell").status()).isEqualTo(StepStatus.RUNNING);
        var emitted = EmittedRecord.of(job.commands.getLast().call());
        assertThat(emitted)
                .isEqualTo(new EmittedRecord(
                        "orders.paid", "job-paid", "", Value.of(Map.of("n", Value.of("1"))), Value.of("paid")));
        assertThat(job.types()).endsWith("step.scheduled tell");

        job.complete("tell", "written");

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void failsTheStepWhenTheRenderedNameIsNoTopic() {
        var job = JobDriver.submitted(new PlanBuilder()
                .action("tell", publish("{{ 'a b' }}", ValueTemplate.EMPTY))
                .build());

        assertThat(job.failure().code()).isEqualTo("TEMPLATE_TYPE");
        assertThat(job.failure().message()).contains("'a b' is no topic", "letters, digits");
        assertThat(job.commands).isEmpty();
    }

    @Test
    void failsTheStepWhenTheKeyIsTooLong() {
        var job = JobDriver.submitted(new PlanBuilder()
                .action(
                        "tell",
                        new StepAction.Publish(
                                Template.parse("orders"),
                                Optional.of(Template.parse("{{ 'x' * 5000 }}")),
                                Optional.empty(),
                                ValueTemplate.EMPTY,
                                ValueTemplate.EMPTY))
                .build());

        assertThat(job.failure().code()).isEqualTo("TEMPLATE_LIMIT");
        assertThat(job.failure().message()).contains("emit.key has more than 4096 characters");
    }

    @Test
    void asksAgainWithAnotherIdWhenTheTopicTookNothing() {
        var job = JobDriver.submitted(new PlanBuilder()
                .action("tell", publish("orders", ValueTemplate.EMPTY))
                .retry(RetryPolicy.attempts(2))
                .build());
        var first = job.command("tell");

        job.fail("tell", FailureKind.UNAVAILABLE);
        var second = job.command("tell");
        assertThat(second.call()).isEqualTo(first.call());
        assertThat(second.task().commandId()).isNotEqualTo(first.task().commandId());
        assertThat(second.queue()).isEqualTo(EmittedRecord.QUEUE);
    }

    @Test
    void neverNeedsAGrant() {
        var job = JobDriver.submitted(new PlanBuilder()
                .action("tell", publish("orders", ValueTemplate.EMPTY))
                .delivery(Delivery.EXCLUSIVE)
                .build());

        assertThat(job.command("tell").delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
    }

    private static StepAction publish(String topic, ValueTemplate payload) {
        return new StepAction.Publish(
                Template.parse(topic),
                Optional.of(Template.parse("job-{{ price.result | default('none') }}")),
                Optional.empty(),
                ValueTemplate.of(Value.of(Map.of("n", Value.of("1")))),
                payload);
    }
}
