package io.orchestrator.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobQueryTest {

    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-11-21T18:00:00Z"));

    private static JobView view(String jobId, long requestedAtMs) {
        return new JobView(
                jobId,
                "import-files@1.2.0",
                JobStatus.FAILED,
                false,
                Map.of("team", "a"),
                requestedAtMs,
                requestedAtMs,
                3,
                1,
                "The server said: No Such Bucket",
                4,
                Map.of("customer", "Müller & Söhne"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bucket              | true
            BUCKET server       | true
            such server         | true
            "such bucket"       | true
            "bucket such"       | false
            buck                | false
            buck*               | true
            -bucket             | false
            -other              | true
            müller              | true
            import-files        | true
            files-import        | false
            job-7               | true
            "such bucket a"     | false
            """, quoteCharacter = '`')
    void findsTextWhenItsWordsAreThere(String text, boolean found) {
        assertThat(TextQuery.parse(text).matches(Words.texts(view("job-7", 1)))).isEqualTo(found);
    }

    @Test
    void findsIdeographsWithoutBlanksBetweenThem() {
        var texts = List.of("処理が失敗しました");

        assertThat(TextQuery.parse("失敗").matches(texts)).isTrue();
        assertThat(TextQuery.parse("敗失").matches(texts)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text     | a "b c       | 'text' at character 3: the quotation mark is not closed
            text     | a*b          | a star stands at the end of a word only
            text     | import-file* | a star stands after one: write 'import file*'
            text     | one ...      | 'text' at character 5: '...' has no letter and no digit
            text     | -            | 'text' at character 1: '' has no letter and no digit
            status   | done         | 'status' has 'done', which is none of [pending, running
            label    | team         | 'label' is 'team': give name=value
            variable | =x           | 'variable' is '=x': give name=value
            since    | yesterday    | 'since' is 'yesterday': give an instant
            until    | 2026-13-01   | 'until' is '2026-13-01'
            """)
    void saysWhatIsWrongAndWhere(String name, String value, String message) {
        assertThatThrownBy(() -> QueryParameters.parse(Map.of(name, List.of(value)), NOW))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesWhatHasNoBound() {
        var labels = new ArrayList<String>();
        for (int i = 0; i <= QueryParameters.MAX_PAIRS; i++) {
            labels.add("name" + i + "=value");
        }

        assertThatThrownBy(() -> QueryParameters.parse(Map.of("label", labels), NOW))
                .hasMessageContaining("at most " + QueryParameters.MAX_PAIRS);
        assertThatThrownBy(() -> TextQuery.parse("a ".repeat(TextQuery.MAX_PARTS + 1)))
                .hasMessageContaining("more than " + TextQuery.MAX_PARTS);
        assertThatThrownBy(() -> TextQuery.parse("a".repeat(TextQuery.MAX_CHARS + 1)))
                .hasMessageContaining("at most " + TextQuery.MAX_CHARS);
        assertThatThrownBy(() -> PageRequest.first(0)).hasMessageContaining("from 1 to 500");
    }

    @Test
    void meansTheSameAfterItWasWrittenAndReadAgain() {
        var query = QueryParameters.parse(
                Map.of(
                        "status", List.of("failed,running", "paused"),
                        "workflow", List.of("import-files"),
                        "label", List.of("team=a", "stage=x=y"),
                        "since", List.of("2h"),
                        "until", List.of("2026-11-22"),
                        "text", List.of("\"such bucket\" serv*"),
                        "variable", List.of("customer=Müller & Söhne")),
                NOW);

        assertThat(QueryParameters.parse(QueryParameters.of(query), NOW)).isEqualTo(query);
        assertThat(query.sinceMs())
                .isEqualTo(Instant.parse("2026-11-21T16:00:00Z").toEpochMilli());
        assertThat(query.labels()).containsEntry("stage", "x=y");
    }

    @Test
    void asksForEverythingThatIsGiven() {
        var view = view("job-7", 5_000);

        assertThat(matches(view, "variable", "customer=Müller & Söhne")).isTrue();
        assertThat(matches(view, "variable", "customer=Müller")).isFalse();
        assertThat(matches(view, "label", "team=a")).isTrue();
        assertThat(matches(view, "label", "team=b")).isFalse();
        assertThat(matches(view, "workflow", "import-files")).isTrue();
        assertThat(matches(view, "workflow", "import-files@1.2.0")).isTrue();
        assertThat(matches(view, "workflow", "import")).isFalse();
        assertThat(matches(view, "status", "failed")).isTrue();
        assertThat(matches(view, "status", "running")).isFalse();
        assertThat(matches(view, "since", "1970-01-01T00:00:05Z")).isTrue();
        assertThat(matches(view, "until", "1970-01-01T00:00:05Z")).isFalse();
    }

    private static boolean matches(JobView view, String name, String value) {
        return QueryParameters.parse(Map.of(name, List.of(value)), NOW).matches(view);
    }

    @Test
    void givesEveryJobOnceWhenOthersComeBetweenPages() {
        var jobs = new ArrayList<>(List.of(view("c", 10), view("a", 10), view("b", 20), view("d", 5)));
        var seen = new ArrayList<String>();
        Optional<JobPlace> after = Optional.empty();
        do {
            var page = JobPage.select(jobs, new PageRequest(2, after));
            page.jobs().forEach(job -> seen.add(job.jobId()));
            after = page.next().map(JobPlace::print).map(text -> JobPlace.parse("page", text));
            jobs.add(view("new-" + jobs.size(), 30));
        } while (after.isPresent());

        assertThat(seen).containsExactly("b", "a", "c", "d");
    }
}
