package io.orchestrator.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencesTest {

    private static List<String> roots(String source) {
        return List.copyOf(Template.parse(source).references());
    }

    @Test
    void listsRootNamesInOrderWhenTemplateReadsThem() {
        assertThat(roots("{{ b.x }} {{ a[c] }} ${d | default(e)} {{ len(f) if false else g }}"))
                .containsExactly("b", "a", "c", "d", "e", "f", "g");
    }

    @Test
    void leavesOutNamesWhenTemplateBindsThem() {
        assertThat(roots("{% for x in xs if x.ok %}{{ x.y }}{{ loop.index }}{% else %}{{ z }}{% endfor %}{{ x }}"))
                .containsExactly("xs", "z", "x");
        assertThat(roots("{% set a = b %}{{ a }}{% with c = a %}{{ c }}{% endwith %}{{ c }}"))
                .containsExactly("b", "c");
        assertThat(roots("{% macro m(p, q=r) %}{{ p }}{{ q }}{{ s }}{% endmacro %}{{ m(t) }}"))
                .containsExactly("r", "s", "t");
        assertThat(roots("{{ [x.y for x in xs for z in x.zs if z > w] }}")).containsExactly("xs", "w");
        assertThat(roots("{{ range(n) | map('upper') }} {{ json.loads(raw) }}")).containsExactly("n", "raw");
    }

    @Test
    void givesPathsUpToFirstIndexWhenSubscriptsAreStatic() {
        var template = Template.parse("{{ fetch.result['points'][0].x }} {{ fetch.result.meta }} {{ a[b.c].d }}");

        assertThat(template.paths())
                .containsExactly(
                        List.of("fetch", "result", "points"),
                        List.of("fetch", "result", "meta"),
                        List.of("a"),
                        List.of("b", "c"));
    }

    @Test
    void requiresNothingWhenPathsAreGuarded() {
        var template =
                Template.parse("{{ a.b | default(c) }}{% if d.e is defined %}{{ d.e.f }}{% endif %}{{ d.g }}{{ h }}");

        assertThat(template.requiredPaths()).containsExactly(List.of("c"), List.of("d", "g"), List.of("h"));
        assertThat(template.references()).containsExactly("a", "c", "d", "h");
    }
}
