package io.orchestrator.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource({
        "1790000000.123, 1790000000.123",
        "1.79E9, 1790000000.0",
        "-12345678.5, -12345678.5",
        "0.5, 0.5",
        "0.0001, 0.0001",
        "1E7, 10000000.0",
        "9007199254740993, 9007199254740992.0",
        "1E16, 1.0E16",
        "0.00001, 1.0E-5",
        "0, 0.0",
        "-0.0, -0.0",
        "4.9E-324, 4.9E-324",
    })
    void writesRealWithoutAnExponentWhenItIsOfAUsualSize(double value, String text) {
        assertThat(Json.write(Value.of(value))).isEqualTo(text);
        assertThat(Json.parse(text)).isEqualTo(Value.of(value));
    }

    @Test
    void writesNullWhenARealIsNoNumber() {
        assertThat(Json.write(Value.of(List.of(Value.of(Double.NaN), Value.of(Double.POSITIVE_INFINITY)))))
                .isEqualTo("[null,null]");
    }

    @Test
    void writesTimesOfAResultDocumentAsPlainSeconds() {
        var cancelled = new JobEvent("job-1", 1, 0, 1_790_000_000_000L, new JobFact.JobCancelled("enough", "ann"));

        var text = Json.write(ResultDocument.from(List.of(cancelled)).toValue());

        assertThat(text).contains("\"completed_at\":1790000000.0,");
    }
}
