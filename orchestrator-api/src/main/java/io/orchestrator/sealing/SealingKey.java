package io.orchestrator.sealing;

import io.orchestrator.config.Settings;
import java.util.Optional;

/** Reads the key that seals sensitive inputs: {@code sensitive.key}, or a file of it, {@code sensitive.key.file}. */
public final class SealingKey {

    /** The setting. */
    public static final String SETTING = "sensitive.key";

    private SealingKey() {}

    /**
     * The sealer; empty where no key is set.
     *
     * @param settings remembers a key that is too short
     */
    public static Optional<Sealer> read(Settings settings) {
        var secret = settings.secret(SETTING);
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        if (secret.value().length() < Sealer.MIN_SECRET) {
            settings.problem(
                    SETTING,
                    "has fewer than " + Sealer.MIN_SECRET + " characters: set " + SETTING
                            + ".file to a file made by 'openssl rand -hex 32', the same for coordinators and workers");
            return Optional.empty();
        }
        return Optional.of(Sealer.of(secret));
    }
}
