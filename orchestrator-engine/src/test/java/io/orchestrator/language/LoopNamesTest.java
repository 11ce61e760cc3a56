package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestrator.json.Json;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What templates inside of a workflow's loops can read, in every spelling. */
class LoopNamesTest {

    private final Scope scope = Scope.of(Json.parseDict("""
            {"item": {"url": "b"}, "index": 1, "items": ["a", "b", "c", "d"], "is_first": false, "is_last": false,
             "execution": {"timestamp": "2025-09-02T02:57:08+00:00"}, "one": ["x"], "none_at_all": [],
             "$loops": {"outer": {"item": "A", "index": 0, "items": ["A", "B"]},
                        "inner": {"item": {"url": "b"}, "index": 1, "items": ["a", "b", "c", "d"]}},
             "$past_loops": {"earlier": {"index": 2, "items": [7, 8, 9]}}}"""));

    private String rendered(String source) {
        return Template.parse(source).render(scope);
    }

    private LanguageException problem(String source) {
        return catchThrowableOfType(LanguageException.class, () -> rendered(source));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${item.url}{{ $item.url }}{{ item.url }}${$item.url}|bbbb",
                "{{ $index }}{{ $is_first }}|1False",
                "{{ $outer.item }} {{ $outer.index + 1 }} ${$outer.items[1]}|A 1 B",
                "{{ $items[2] }} {{ $items[1:3] }} {{ $items[-1] }}|c ['b', 'c'] d",
                "{{ $items.get(0) }} {{ $items.get(9) }} {{ $items.get(9, 'z') }} {{ $items.get(-1) }}|a None z d",
                "{{ $items.next_item(1) }} {{ $items.prev_item(1) }} {{ $items.next_item(3) }} {{ $items.prev_item(0) }}"
                        + "|c a None None",
                "{{ $items.next_item() }} {{ $items.prev_item() }}|c a",
                "{{ $items.find('c') }} {{ $items.find('x') }} {{ $items.contains('a') }}|2 -1 True",
                "{{ $items.slice(1, 3) }} {{ $items.slice(2) }} {{ $items.slice(0, 4, 2) }}|['b', 'c'] ['c', 'd'] ['a', 'c']",
                "{{ $items.first }}{{ $items.second }}{{ $items.middle }}{{ $items.second_last }}{{ $items.last }}|abccd",
                "{{ $items.first() }}{{ $items.last() }} {{ one.second() }}|ad None",
                "{{ $items.is_empty() }} {{ none_at_all.is_empty() }} {{ $items.has_multiple() }} {{ one.has_multiple() }}"
                        + "|False True True False",
                "{{ one.second is defined }} {{ none_at_all.first ¦ default('-') }}|False -",
                "{{ items ¦ loop_get(1) }} {{ items ¦ next_in_loop(index) }} {{ items ¦ prev_in_loop(0) }}|b c None",
                "{{ current_loop_name() }} {{ active_loops() }} {{ historical_loops() }}|inner ['outer', 'inner'] ['earlier']",
                "{{ loop_var('outer', 'item') }} {{ loop_var('inner', '$index') }} {{ loop_var('earlier', 'index') }}|A 1 2",
                "{{ loop_item_at('inner', 2) }} {{ loop_item_at('earlier', -1) }} {{ loop_item_at('outer', 5) }}|c 9 None",
                "{{ now() }} {{ now().strftime('%d.%m.%Y') }}|2025-09-02T02:57:08+00:00 02.09.2025"
            })
    void readsLoopsWhenWrittenInAnySpelling(String source, String printed) {
        var text = rendered(source.replace('¦', '|'));

        assertThat(text).isEqualTo(printed);
    }

    @Test
    void tellsOfNoLoopWhenThereIsNone() {
        var outside = Scope.of(Value.EMPTY);

        var text = Template.parse("{{ current_loop_name() }} {{ active_loops() }} {{ historical_loops() }}")
                .render(outside);

        assertThat(text).isEqualTo("None [] []");
    }

    @Test
    void findsLoopsByTheirNamesWhenScopeGivesThemOneByOne() {
        var single = Scope.of(Json.parseDict("""
                {"loop_name": "inner", "$outer": {"item": "A", "index": 0}, "$inner": {"item": "b", "index": 1}}"""));

        var text = Template.parse("{{ current_loop_name() }} {{ active_loops() }} {{ loop_var('outer', 'item') }}")
                .render(single);

        assertThat(text).isEqualTo("inner ['inner'] A");
    }

    @Test
    void namesWhatThereIsWhenLoopOrVariableIsUnknown() {
        assertThat(problem("{{ loop_var('outr', 'item') }}"))
                .hasMessage("there is no loop 'outr' here; did you mean 'outer'?");
        assertThat(problem("{{ loop_var('outer', 'nope') }}"))
                .hasMessage("the loop 'outer' has no variable 'nope'; it has item, index, items");
        assertThat(problem("{{ $nope }}").kind()).isEqualTo(Kind.UNDEFINED);
        assertThat(problem("{{ one.next_item('a') }}").kind()).isEqualTo(Kind.TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ 'x.md' | include_file }}", "{{ file_exists('x.md') }}", "{{ include_file('x.md') }}"})
    void saysThatFilesAreReadAtPublishTimeWhenTheyAreReadInTemplates(String source) {
        assertThat(problem(source)).hasMessageContaining("files are read when a workflow is published");
    }

    @Test
    void saysHowToMakeNewListWhenTemplateWouldChangeOne() {
        assertThat(problem("{{ items.append('x') }}")).hasMessageContaining("{% set all = all + [x] %}");
    }

    @Test
    void readsOnlyWhatIsAskedForWhenListIsLazy() {
        var read = new ArrayList<Integer>();
        var results = Value.lazy(new Value.Elements() {
            @Override
            public int size() {
                return 10_000;
            }

            @Override
            public Value get(int index) {
                read.add(index);
                return Value.of(Map.of("n", Value.of(index)));
            }
        });
        var lazy = Scope.of(Value.of(Map.of("read", Value.of(Map.of("results", results)))));

        var text = Template.parse("{{ read.results | length }} {{ read.results[7].n }} {{ read.results[-1].n }}")
                .render(lazy);
        var part = Template.parse("${read.results[2:4]}").evaluate(lazy);

        assertThat(text).isEqualTo("10000 7 9999");
        assertThat(part).isEqualTo(Json.parse("[{\"n\": 2}, {\"n\": 3}]"));
        assertThat(read).containsExactly(7, 9999, 2, 3);
    }

    @Test
    void behavesAsAnyListWhenLazyListIsUsedWhole() {
        var lazy = Value.lazy(new Value.Elements() {
            @Override
            public int size() {
                return 3;
            }

            @Override
            public Value get(int index) {
                return Value.of(index);
            }
        });

        assertThat(lazy).isEqualTo(Value.of(List.of(Value.of(0), Value.of(1), Value.of(2))));
        assertThat(Json.write(lazy)).isEqualTo("[0,1,2]");
        assertThat(Template.parse("{{ xs | sum }} {% for x in xs %}{{ x }}{% endfor %}")
                        .render(Scope.of(Value.of(Map.of("xs", lazy)))))
                .isEqualTo("3 012");
    }

    @Test
    void keepsSecretsOpaqueWhenRendered() {
        assertThat(rendered("key=${secret:api-key} {{ index }}")).isEqualTo("key=${secret:api-key} 1");
        assertThat(Template.parse("${secret:api-key}").evaluateTyped(scope)).isEqualTo(Value.of("${secret:api-key}"));
        assertThat(catchThrowableOfType(LanguageException.class, () -> Expression.parse("${secret:api-key} == 'x'")))
                .hasMessageContaining("known to the worker only");
    }
}
