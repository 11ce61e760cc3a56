package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.language.value.Scope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filters that the pipeline format has beyond Jinja's, and those that it changes. */
class PipelineFiltersTest {

    private final Scope scope = Scope.of(Json.parseDict("""
            {"names": ["ada", "grace"], "user": {"name": "Ada"}, "raw": "{\\"a\\": [1]}", "path": "out/final report.md",
             "words": "the quick brown fox", "when": "2025-09-02T02:57:08Z"}"""));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{{ names ¦ join }} {{ names ¦ join('-') }}|ada, grace ada-grace",
                "{{ 'a  b' ¦ split }} {{ 'a,b' ¦ split(',') }}|['a', '', 'b'] ['a', 'b']",
                "{{ 'Hello,  World! -- again' ¦ slugify }}|hello-world-again",
                "{{ words ¦ truncate_words(2) }} {{ words ¦ truncate_words }}|the quick... the quick brown fox",
                "{{ words ¦ regex_search('q[a-z]+') }} {{ words ¦ regex_search('z') }}|quick None",
                "{{ words ¦ regex_replace('(q)([a-z]+)', '[\\\\2\\\\1]') }}|the [uickq] brown fox",
                "{{ (raw ¦ from_json).a[0] }} {{ 'no json' ¦ from_json }}|1 no json",
                "{{ user ¦ to_json == user ¦ json }} {{ user ¦ json_encode == user ¦ to_json }}|True True",
                "{{ user ¦ to_json(indent=0) ¦ length }}|17",
                "{{ when ¦ date('%d.%m.%Y') }} {{ '2025-09-02' ¦ date('%Y') }} {{ 'soon' ¦ date }}|02.09.2025 2025 soon",
                "{{ path ¦ basename }} {{ 'x' ¦ basename }}|final report.md x",
                "{{ '%s!' ¦ format('a') }} {{ '{} and {b}' ¦ format('a', b='c') }}|a! a and c",
                "{{ names ¦ loop_get(1) }} {{ names ¦ next_in_loop(0) }} {{ names ¦ prev_in_loop(0) }}|grace grace None",
                "{{ '3.7' ¦ float ¦ round ¦ int }} {{ 'x' ¦ int }}|4 0"
            })
    void printsWhatTheFormatSaysWhenFilterIsItsOwn(String source, String printed) {
        var text = Template.parse(source.replace('¦', '|')).render(scope);

        assertThat(text).isEqualTo(printed);
    }
}
