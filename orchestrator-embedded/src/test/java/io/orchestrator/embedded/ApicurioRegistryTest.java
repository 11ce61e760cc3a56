package io.orchestrator.embedded;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract, against Apicurio Registry; runs in the Maven profile {@code apicurio}. */
@EnabledIfSystemProperty(
        named = "apicurio.home",
        matches = ".+",
        disabledReason = "needs the Maven profile apicurio, which downloads the registry")
class ApicurioRegistryTest implements RegistryContract, RegistryClientContract {

    @SuppressWarnings("NullAway.Init") // started before all
    private static ApicurioProcess process;

    @BeforeAll
    static void start() throws IOException {
        process = ApicurioProcess.start(Path.of(System.getProperty("apicurio.home")));
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Override
    public String url() {
        return process.url();
    }
}
