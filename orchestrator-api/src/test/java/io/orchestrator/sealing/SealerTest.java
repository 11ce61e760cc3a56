package io.orchestrator.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.config.Secret;
import io.orchestrator.json.Json;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SealerTest {

    private final Sealer sealer = Sealer.of(new Secret("sixteen characters, or more"));

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a word\"", "3", "1.5", "true", "null", "[1, {\"a\": \"\u00fc\"}]"})
    void opensWhatItSealedWhenTheJobIsTheSame(String json) {
        var value = Json.parse(json);

        var sealed = sealer.seal(value, "job-1");

        assertThat(sealed).matches("sealed:v1:[A-Za-z0-9_-]{39,}");
        assertThat(sealer.open(sealed, "job-1")).contains(value);
        assertThat(sealer.seal(value, "job-1")).isEqualTo(sealed);
        assertThat(sealer.seal(value, "job-2")).isNotEqualTo(sealed).doesNotEndWith(sealed.substring(26));
    }

    @Test
    void staysClosedWhenJobKeyOrTextIsAnother() {
        var sealed = sealer.seal(Value.of("word"), "job-1");
        var changed = sealed.substring(0, sealed.length() - 2) + (sealed.endsWith("AA") ? "BB" : "AA");

        assertThat(sealer.open(sealed, "job-2")).isEmpty();
        assertThat(Sealer.of(new Secret("another key of some length")).open(sealed, "job-1"))
                .isEmpty();
        assertThat(sealer.open(changed, "job-1")).isEmpty();
        assertThat(sealer.open("sealed:v1:AAAA", "job-1")).isEmpty();
        assertThat(sealer.open("sealed:v1:%", "job-1")).isEmpty();
        assertThat(sealer.open("word", "job-1")).isEmpty();
    }

    @Test
    void refusesASecretWhenItIsShort() {
        assertThatThrownBy(() -> Sealer.of(new Secret("short")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16");
    }

    @Test
    void replacesSealedPartsWhereverTheyStand() {
        var number = sealer.seal(Value.of(7), "j");
        var word = sealer.seal(Value.of("$1"), "j");
        var foreign = sealer.seal(Value.of("x"), "other");
        var value = Json.parse("[{\"a\": \"" + number + "\"}, \"is " + word + " or " + number + "!\", \"" + foreign
                + "\", \"sealed:v1:short\"]");

        var opened = Sealed.replace(value, token -> sealer.open(token, "j"));

        assertThat(opened)
                .isEqualTo(Json.parse("[{\"a\": 7}, \"is $1 or 7!\", \"" + foreign + "\", \"sealed:v1:short\"]"));
        assertThat(SealedText.mask("key " + word + ".")).isEqualTo("key ***.");
        assertThat(Sealed.replace("a " + word, token -> Optional.empty())).isEqualTo("a " + word);
    }
}
