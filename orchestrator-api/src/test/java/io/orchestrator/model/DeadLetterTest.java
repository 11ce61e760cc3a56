package io.orchestrator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    @Test
    void keepsWhatFitsWhenItIsBounded() {
        var letter = letter(3, "unreadable");

        assertThat(letter.bounded()).isEqualTo(letter);
    }

    @Test
    void saysWhatIsLeftOutWhenItIsTooLarge() {
        var letter = letter(DeadLetter.MAX_VALUE_BYTES + 7, "x".repeat(DeadLetter.MAX_REASON + 1));

        var bounded = letter.bounded();

        assertThat(bounded.value().remaining()).isEqualTo(DeadLetter.MAX_VALUE_BYTES);
        assertThat(bounded.reason())
                .startsWith("x".repeat(DeadLetter.MAX_REASON) + " ")
                .endsWith("(only the first 900000 of its 900007 bytes are kept)");
    }

    private static DeadLetter letter(int bytes, String reason) {
        return new DeadLetter("job.requests", 1, 2, ByteBuffer.allocate(bytes), reason, "coordinator", 3);
    }
}
