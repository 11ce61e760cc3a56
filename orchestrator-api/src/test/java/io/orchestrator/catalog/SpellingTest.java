package io.orchestrator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void findsTheNearestWord() {
        assertThat(Spelling.nearest("filesytem", List.of("terminal", "filesystem")))
                .contains("filesystem");
    }

    @Test
    void findsTheSameWordInWhateverOrderEqualsCome() {
        assertThat(Spelling.nearest("om_json", List.of("to_json", "from_json"))).contains("from_json");
        assertThat(Spelling.nearest("cat", List.of("hat", "bat"))).contains("bat");
        assertThat(Spelling.nearest("cat", List.of("bat", "hat"))).contains("bat");
    }

    @Test
    void findsNothingWhenNoWordIsNear() {
        assertThat(Spelling.nearest("terminal", List.of("http", "validation"))).isEmpty();
    }
}
