package io.orchestrator.embedded;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract, against our registry in memory. */
class MemoryRegistryTest implements RegistryContract, RegistryClientContract, ConfluentDetails {

    @SuppressWarnings("NullAway.Init") // started before all
    private static RegistryServer server;

    @BeforeAll
    static void start() {
        server = RegistryServer.start(RegistryConfig.defaults());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public String url() {
        return server.url();
    }
}
