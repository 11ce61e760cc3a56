package io.orchestrator.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralsTest {

    @Test
    void readsJson() {
        assertThat(Literals.parse("[{\"a\": null}]")).contains(ToolRunner.json("[{`a`:null}]"));
    }

    @Test
    void readsWhatTemplatesPrint() {
        var text = "[{'a': None, 'b': True, \"it's\": 'x\\ny', 'n': [1, -2.5, 1e3]}, (1,), {}, '\\u00e4\\x41']";

        assertThat(Literals.parse(text))
                .contains(ToolRunner.json("[{`a`:null,`b`:true,`it's`:`x\\ny`,`n`:[1,-2.5,1000.0]},[1],{},`\u00e4A`]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1, 2", "{'a'}", "[1] x", "[a]", "{'a': }", "['\\q']", "'x", "[,]"})
    void refusesTextThatIsNoLiteral(String text) {
        assertThat(Literals.parse(text)).isEmpty();
    }

    @Test
    void refusesTextThatIsNestedTooDeeply() {
        assertThat(Literals.parse("[".repeat(100_000))).isEmpty();
        assertThat(Literals.parse("['a'," + "[".repeat(150) + "]".repeat(150) + "]"))
                .isEmpty();
    }
}
