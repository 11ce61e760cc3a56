package io.orchestrator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.plan.Manner;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a step says its call is to be made. */
class MannersTest {

    private static Manner manner(String keys) {
        var plan = Documents.plan(
                "id: w\nsteps:\n- id: pay\n  tool: terminal\n  parameters: {command: x}\n" + keys.indent(2));
        return plan.step(0).limits().manner();
    }

    @ParameterizedTest
    @CsvSource({"10/m,10,60000", "3 per 2h,3,7200000", "5 / 500ms,5,500", "1/1.5s,1,1500"})
    void readsALimitInOneLine(String text, int calls, long periodMs) {
        var rate = manner("rate_limit: " + text).rate().orElseThrow();

        assertThat(rate.calls()).isEqualTo(calls);
        assertThat(rate.periodMs()).isEqualTo(periodMs);
        assertThat(rate.key().source()).isEqualTo("{{ pipeline_id }}.pay");
    }

    @Test
    void readsALimitWithAKeyThatOthersShare() {
        var rate = manner("rate_limit: {calls: 2, per: 1m, key: bank}").rate().orElseThrow();

        assertThat(rate.key().source()).isEqualTo("bank");
        assertThat(rate.periodMs()).isEqualTo(60_000);
    }

    @Test
    void readsHowLongAResultIsGood() {
        assertThat(manner("cache: 10m").cache()).contains(new Manner.Cache(Optional.empty(), 600_000));
        assertThat(manner("cache: {ttl: 90}").cache()).contains(new Manner.Cache(Optional.empty(), 90_000));
        assertThat(manner("").cache()).isEmpty();
    }

    @Test
    void readsTheKeyOfResultsAsATemplate() {
        var cache =
                manner("cache: {key: 'of {{ job.workflow }}', ttl: 1h}").cache().orElseThrow();

        assertThat(cache.key().orElseThrow().source()).isEqualTo("of {{ job.workflow }}");
    }

    @Test
    void namesTheVariablesOfSecrets() {
        assertThat(manner("secrets: [api-token, db.password]").secrets())
                .isEqualTo(Map.of("API_TOKEN", "api-token", "DB_PASSWORD", "db.password"));
        assertThat(manner("secrets: {DB: db.password}").secrets()).isEqualTo(Map.of("DB", "db.password"));
        assertThat(manner("secrets: api-token").secrets()).isEqualTo(Map.of("API_TOKEN", "api-token"));
    }

    @Test
    void readsTheKeyAsATemplate() {
        assertThat(manner("idempotency_key: 'order-{{ job.id }}'")
                        .idempotencyKey()
                        .orElseThrow()
                        .source())
                .isEqualTo("order-{{ job.id }}");
    }
}
