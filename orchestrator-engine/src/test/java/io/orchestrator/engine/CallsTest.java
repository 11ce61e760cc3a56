package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Call;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.OutputFile;
import io.orchestrator.model.SecretMark;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Produce;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What workers are told: marked references to secrets, schemas, files. */
final class CallsTest {

    @Test
    void marksTheAuthorsSecretsOnlyWhenDataSpellsOneToo() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("read", "x")
                .step("send", "key ${secret:api} for ${read.result}", "read")
                .build());

        job.complete("read", "${secret:api}");

        var mark = job.command("send").secretMark();
        assertThat(mark).hasSize(16);
        assertThat(job.sentText("send")).isEqualTo("key ${secret:" + mark + ":api} for ${secret:api}");
        assertThat(job.sentText("send")).contains(SecretMark.reference(mark, "api"));
        assertThat(job.command("read").secretMark()).isEmpty();
    }

    @Test
    void failsBeforeAnythingIsSentWhenDataHoldsTheMark() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("read", "x")
                .step("send", "key ${secret:api} for ${read.result}", "read")
                .build());
        var guessed = Ids.secretMark(Ids.task(JobDriver.JOB, 0, "send", 1).commandId());

        job.complete("read", "${secret:" + guessed + ":root-password}");

        assertThat(job.failure().kind()).isEqualTo(FailureKind.TEMPLATE);
        assertThat(job.failure().code()).isEqualTo("TEMPLATE_SECURITY");
        assertThat(job.commands).extracting(command -> command.task().step()).containsExactly("read");
    }

    @Test
    void leavesEscapedAndRawReferencesTextWhenTheAuthorSaysSo() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("send", "$${secret:a} {% raw %}${secret:b}{% endraw %}")
                .build());

        assertThat(job.sentText("send")).isEqualTo("${secret:a} ${secret:b}");
        assertThat(job.command("send").secretMark()).isEmpty();
    }

    @Test
    void tellsSchemaFileAndSanitizingWhenTheStepHasThem() {
        var schema = Value.of(Map.of("type", Value.of("string")));
        var model = new StepAction.CallModel(
                List.of("a/b"),
                java.util.Optional.empty(),
                "generate",
                Template.parse("${secret:p}"),
                ValueTemplate.EMPTY,
                schema,
                true);
        var job = JobDriver.submitted(new PlanBuilder()
                .action("ask", model)
                .producing(new Produce(Template.parse("out/${who}.md "), "markdown", 10))
                .build());

        var command = job.command("ask");
        assertThat(command.file()).contains(new OutputFile("out/Ada.md", "markdown", 10));
        assertThat(command.call())
                .isEqualTo(new Call.Model(
                        List.of("a/b"),
                        "generate",
                        SecretMark.reference(command.secretMark(), "p"),
                        Value.EMPTY,
                        schema,
                        true));
    }
}
