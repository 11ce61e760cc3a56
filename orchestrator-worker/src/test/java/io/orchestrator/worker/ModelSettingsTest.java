package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.config.Settings;
import io.orchestrator.config.SettingsException;
import io.orchestrator.worker.model.Price;
import io.orchestrator.worker.model.ProviderConfig;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What models cost, as settings say it. */
class ModelSettingsTest {

    private static List<ProviderConfig> read(String prices) {
        var settings = Settings.read(
                Optional.empty(),
                Map.of(),
                Map.of("models.local.base-url", "http://127.0.0.1:1", "models.local.prices", prices));
        var providers = ModelSettings.read(settings, Map.of());
        settings.finish();
        return providers;
    }

    @Test
    void readsPricesWhenModelsHaveColonsInTheirNames() {
        assertThat(read("llama3.2:1b:0.15/0.6, *:5/15").getFirst().prices())
                .isEqualTo(Map.of(
                        "llama3.2:1b", new Price(new BigDecimal("0.15"), new BigDecimal("0.6")),
                        "*", new Price(new BigDecimal("5"), new BigDecimal("15"))));
    }

    @Test
    void refusesWhatIsNoPrice() {
        for (var broken : List.of("small", "small:1", "small:1/-2", ":1/2", "small:1/2/3")) {
            assertThatThrownBy(() -> read(broken))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("models.local.prices")
                    .hasMessageContaining(broken);
        }
    }
}
