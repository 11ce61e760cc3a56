package io.orchestrator.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PleasantriesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Certainly! Here is the summary: Kafka is a log.|Kafka is a log.",
                "Sure, here's a list of three:\\n- a\\n- b|- a\\n- b",
                "I'd be happy to help with that! Here are the facts:\\n\\nOne.|One.",
                "One.\\n\\nLet me know if you need more detail!|One.",
                "One. Feel free to ask.|One.",
                "One.\\n\\nI hope this helps!\\nWould you like me to go on?|One.",
                "Here is where it happened.|Here is where it happened.",
                "Surely one knows.|Surely one knows.",
                "Let me know if it rains.|Let me know if it rains.",
                "Sure, he came.|Sure, he came.",
            })
    void cutsGreetingsAndOffersWhenTheyStandAroundTheText(String answer, String text) {
        assertThat(Pleasantries.cut(answer.replace("\\n", "\n"))).isEqualTo(text.replace("\\n", "\n"));
    }

    @Test
    void takesTimeInProportionWhenTheTextIsLong() {
        var text = "Here is ".repeat(50_000);

        assertThat(Pleasantries.cut(text)).isEqualTo(text.strip());
    }
}
