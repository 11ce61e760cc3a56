package io.orchestrator.cli;

import io.orchestrator.client.ApiClient;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which coordinator's HTTP API a command asks. */
final class ApiOption {

    @Option(
            names = "--api",
            paramLabel = "URL",
            description = "HTTP API of a coordinator. Default: that of the Orchestrator that runs in the data folder.")
    private Optional<String> url = Optional.empty();

    /** A client of the one that the user names; empty where none is named. */
    Optional<ApiClient> named() {
        return url.map(ApiClient::create);
    }

    /** A connected client; empty where no coordinator is known. */
    Optional<ApiClient> open(Session session) {
        return url.or(session::apiUrl).map(ApiClient::create);
    }
}
