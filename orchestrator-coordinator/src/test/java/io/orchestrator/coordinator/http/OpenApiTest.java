package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.coordinator.metrics.Metrics;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    private final OpenApi document = new OpenApi();

    @Test
    void describesEveryRouteAndNothingElse() {
        var routes = Routes.of(
                HttpOptions.defaults(0), new MemoryBackend(), new Metrics(new SimpleMeterRegistry()), () -> "");

        assertThat(document.operations())
                .containsExactlyInAnyOrderElementsOf(routes.stream()
                        .map(route -> route.method() + " " + route.template())
                        .toList());
    }

    @Test
    void hasExamplesThatFitTheirSchemas() {
        document.requireExamplesFit();
    }
}
