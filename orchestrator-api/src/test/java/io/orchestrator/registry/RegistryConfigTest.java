package io.orchestrator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {

    private static void assertRefused(Map<String, String> properties, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistryConfig.from(properties))
                .withMessageContaining(words);
    }

    @Test
    void refusesPropertiesThatCannotWork() {
        assertRefused(Map.of(), "schema.registry.url is not set");
        assertRefused(Map.of("schema.registry.url", "localhost:8081"), "write http://host:port");
        assertRefused(
                Map.of("schema.registry.url", "http://r", "basic.auth.credentials.source", "SASL_INHERIT"),
                "use USER_INFO");
        assertRefused(
                Map.of("schema.registry.url", "http://r", "basic.auth.credentials.source", "USER_INFO"),
                "user:password");
        assertRefused(Map.of("schema.registry.url", "http://r", "auto.register.schemas", "no"), "true or false");
        assertRefused(Map.of("schema.registry.url", "http://r", "http.read.timeout.ms", "0"), "milliseconds");
        assertRefused(
                Map.of(
                        "schema.registry.url", "https://r",
                        "schema.registry.ssl.truststore.location", "none.p12",
                        "schema.registry.ssl.truststore.password", "geheim"),
                "none.p12 cannot be read");
    }

    @Test
    void doesNotRepeatAnAddressThatMayHoldAPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegistryConfig.from(Map.of("schema.registry.url", "http://a:secret@ho st")))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @Test
    void takesSeveralAddressesWithPaths() {
        var config = RegistryConfig.from(Map.of("schema.registry.url", "http://u:p@a:1/apis/ccompat/v7/, https://b"));

        assertThat(config.urls())
                .extracting(Object::toString)
                .containsExactly("http://a:1/apis/ccompat/v7", "https://b");
        assertThat(config.authorization()).contains("Basic dTpw");
    }
}
