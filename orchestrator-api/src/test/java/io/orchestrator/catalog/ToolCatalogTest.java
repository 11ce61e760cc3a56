package io.orchestrator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCatalogTest {

    private final ToolCatalog catalog = ToolCatalog.builtIn();

    @Test
    void namesTheBuiltInTools() {
        assertThat(catalog.names())
                .containsExactly("filesystem", "terminal", "python-executor", "http", "data-processing", "validation");
    }

    @Test
    void findsAToolByItsAlias() {
        assertThat(catalog.find("http-client")).isEqualTo(catalog.find("http")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"python_code_executor", "secure-python-executor", "Filesystem", ""})
    void findsNothingWhenTheNameIsUnknown(String name) {
        assertThat(catalog.find(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "filesytem, filesystem",
        "file-system, filesystem",
        "terminl, terminal",
        "data_processing, data-processing",
        "python_executor, python-executor",
        "http-cliet, http",
        "FILESYSTEM, filesystem",
    })
    void suggestsTheNearestName(String name, String nearest) {
        assertThat(catalog.nearest(name)).contains(nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web-search", "zzz", ""})
    void suggestsNothingWhenNoNameIsNear(String name) {
        assertThat(catalog.nearest(name)).isEmpty();
    }

    @Test
    void givesParametersTheirTypesAndDefaults() {
        var spec = catalog.find("terminal").orElseThrow();

        assertThat(spec.parameterNames()).containsExactly("command", "working_dir", "timeout", "capture_output");
        assertThat(spec.parameter("timeout").orElseThrow())
                .isEqualTo(ParameterSpec.optional("timeout", "integer").withDefault(Value.of(30)));
        assertThat(spec.actions()).isEmpty();
    }

    @Test
    void readsAllowedWordsWithoutRegardToCase() {
        var mode = catalog.find("validation").orElseThrow().parameter("mode").orElseThrow();

        assertThat(mode.allowedWord("LENIENT")).contains("lenient");
        assertThat(mode.allowedWord("loose")).isEmpty();
    }

    @Test
    void comparesNoWordLongerThanTheLimit() {
        assertThat(Spelling.nearest("x".repeat(Spelling.MAX_LENGTH + 1), catalog.names()))
                .isEmpty();
    }
}
