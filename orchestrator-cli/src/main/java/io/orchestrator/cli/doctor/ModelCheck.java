package io.orchestrator.cli.doctor;

import io.orchestrator.cli.doctor.Check.Verdict;
import io.orchestrator.worker.model.ProviderConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A provider of models as a worker's settings have it: its address, and whether it gets a key. Nothing is asked. */
final class ModelCheck {

    private static final String AREA = "worker settings";
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private ModelCheck() {}

    static Check of(ProviderConfig provider) {
        var url = provider.baseUrl();
        var name = "models." + provider.name();
        if (url.isEmpty()) {
            return Check.ok(AREA, name, "the provider's own address, " + key(provider));
        }
        var address = address(url);
        if (address == null) {
            return check(
                    provider,
                    Verdict.WRONG,
                    "every step that asks one of its models fails",
                    name + ".base-url=https://host/v1");
        }
        var secure = "https".equals(address.getScheme());
        if (secure && provider.apiKey().isEmpty()) {
            return check(
                    provider,
                    Verdict.COSTLY,
                    "a server that asks for a key refuses every step that asks one of its models",
                    name + ".api-key.file=/a/file/with/the/key, where the server asks for one");
        }
        if (!secure
                && !provider.apiKey().isEmpty()
                && !THIS_MACHINE.contains(address.getHost().toLowerCase(Locale.ROOT))) {
            return check(
                    provider,
                    Verdict.COSTLY,
                    "the key, prompts and answers can be read on the way",
                    name + ".base-url=https://...");
        }
        return Check.ok(AREA, name, url + ", " + key(provider));
    }

    private static Check check(ProviderConfig provider, Verdict verdict, String cost, String change) {
        return new Check(
                AREA,
                "models." + provider.name(),
                verdict,
                provider.baseUrl() + ", " + key(provider),
                "an address with https and a key, or one of this machine",
                cost,
                change);
    }

    private static String key(ProviderConfig provider) {
        return provider.apiKey().isEmpty() ? "no key" : "a key";
    }

    private static @Nullable URI address(String url) {
        try {
            var address = new URI(url);
            return address.getScheme() == null || address.getHost() == null ? null : address;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
