package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.Compiler;
import io.orchestrator.compile.ModelCatalog;
import io.orchestrator.json.Json;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People's answers: given a document that asks, when somebody answers, then that is the step's result. */
class AnswersTest {

    private static final Compiler COMPILER = new Compiler(ToolCatalog.builtIn(), new ModelCatalog(List.of()));
    private static final String GATE =
            "{id: ask, tool: approval-gate, parameters: {title: T, content: abc, allow_modifications: false}}";

    private static JobDriver asking(String step) {
        var plan = COMPILER.compile("id: w\nsteps:\n- " + step + "\noutputs: {r: \"${ask.result}\"}\n")
                .plan()
                .orElseThrow();
        return JobDriver.submitted(plan);
    }

    private static void answer(JobDriver job, String name, String json) {
        job.wish(new Wish.Signal(name, "ask", Json.parse(json)));
    }

    private static Value field(JobDriver job, String name) {
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        var result = (Value.Dict) Objects.requireNonNull(job.root().outputs().get("r"));
        return Objects.requireNonNull(result.get(name));
    }

    private static String refusal(JobDriver job) {
        return job.events.getLast().fact() instanceof ControlFact.Refused refused ? refused.why() : "none";
    }

    @Test
    void hasTheModifiedContentWhenWhoApprovesChangesIt() {
        var job = asking("{id: ask, approval: {title: T, content: abc}}");

        answer(job, "approval", "{\"approved\": true, \"modified_content\": \"abcd\", \"reason\": \"typo\"}");

        assertThat(field(job, "action")).isEqualTo(Value.of("modified"));
        assertThat(field(job, "modified_content")).isEqualTo(Value.of("abcd"));
        assertThat(field(job, "reason")).isEqualTo(Value.of("typo"));
        assertThat(field(job, "auto_approved")).isEqualTo(Value.of(false));
        assertThat(job.step("ask").success()).isTrue();
    }

    @Test
    void reportsFailureWhenWhatIsAskedIsRejected() {
        var job = asking("{id: ask, approval: T}");

        answer(job, "approval", "false");

        assertThat(field(job, "action")).isEqualTo(Value.of("rejected"));
        assertThat(job.step("ask").success()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"yes\" | an approval is true, false, or {approved: true or false, reason, modified_content}",
                "{\"approved\": false} | who rejects it must give a reason",
                "{\"approved\": true, \"modified_content\": \"x\"} | the content may not be modified"
            })
    void goesOnWaitingWhenAnApprovalIsNoAnswer(String answer, String why) {
        var job = asking(GATE);

        answer(job, "approval", answer);
        assertThat(refusal(job)).isEqualTo(why);
        answer(job, "approval", "true");

        assertThat(field(job, "action")).isEqualTo(Value.of("approved"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input_type: integer | \"many\" | the answer must be of type integer | \"42\" | 42",
                "input_type: boolean | 1 | the answer must be of type boolean | true | true",
                "choices: [a, b] | \"c\" | the answer must be one of [\"a\",\"b\"] | \"b\" | \"b\"",
                "validation_pattern: '[0-9]+$' | \"4x\" | the answer must match [0-9]+$ | \"4\" | \"4\""
            })
    void goesOnWaitingWhenAValueIsNoAnswer(String rule, String bad, String why, String good, String value) {
        var job = asking("{id: ask, tool: user-prompt, parameters: {prompt: P, " + rule + "}}");

        answer(job, "prompt", bad);
        assertThat(refusal(job)).isEqualTo(why);
        answer(job, "prompt", good);

        assertThat(field(job, "value")).isEqualTo(Json.parse(value));
        assertThat(field(job, "used_default")).isEqualTo(Value.of(false));
    }

    @Test
    void hasTheDefaultWhenNobodyAnswersInTime() {
        var job = asking("{id: ask, tool: user-prompt, parameters: {prompt: P, default: d, timeout: 5}}");

        job.fire(job.timers.getLast());

        assertThat(field(job, "value")).isEqualTo(Value.of("d"));
        assertThat(field(job, "used_default")).isEqualTo(Value.of(true));
    }

    @Test
    void failsWhenAnAnswerThatCameEarlyIsNone() {
        var job = asking("{id: first, wait: 10}\n- {id: ask, approval: T, depends_on: first}");
        answer(job, "approval", "7");

        job.fire(job.timers.getLast());

        assertThat(job.failure().code()).isEqualTo("ANSWER_UNFIT");
    }
}
