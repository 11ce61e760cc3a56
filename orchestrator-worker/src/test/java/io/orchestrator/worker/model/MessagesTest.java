package io.orchestrator.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.json.Json;
import org.junit.jupiter.api.Test;

final class MessagesTest {

    @Test
    void alternatesWhenMessagesOfOneSideFollowOneAnother() throws Request.InvalidException {
        var said = Conversation.of(Json.parse("""
                        [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "a"},
                         {"role": "user", "content": "b"}, {"role": "assistant", "content": "c"}]"""), "Be kind.", "d");

        assertThat(said.system()).isEqualTo("Be kind.\n\nBe brief.");
        assertThat(said.turns()).containsExactly("a\n\nb", "c", "d");
    }

    @Test
    void takesTheMessagesOfAListWhenOneStandsAmongThem() throws Request.InvalidException {
        var said = Conversation.of(Json.parse("""
                        [{"role": "user", "content": "a"},
                         [{"role": "assistant", "content": "b"}, [{"role": "user", "content": "c"}]], []]"""), "", "");

        assertThat(said.turns()).containsExactly("a", "b", "c");
    }

    @Test
    void refusesMessagesWhenNobodyAsks() {
        assertRefused("[{\"role\": \"assistant\", \"content\": \"a\"}]", "the first of the messages");
        assertRefused(
                "[{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]",
                "the last of the messages");
        assertRefused("[]", "the prompt is empty");
        assertRefused("[{\"role\": \"tool\", \"content\": \"a\"}]", "no role 'tool'");
        assertRefused("[\"a\"]", "{role: ..., content: text}");
    }

    private static void assertRefused(String messages, String why) {
        assertThatThrownBy(() -> Conversation.of(Json.parse(messages), "", ""))
                .isInstanceOf(Request.InvalidException.class)
                .hasMessageContaining(why);
    }
}
