package io.orchestrator.cli.doctor;

import io.orchestrator.cli.doctor.Check.Verdict;
import io.orchestrator.config.Secret;
import io.orchestrator.coordinator.CoordinatorConfig;
import io.orchestrator.sealing.Sealer;
import io.orchestrator.sealing.SealingKey;
import java.util.List;
import java.util.Set;

/** The keys that coordinators and workers share. Their values are never shown. */
public final class KeyChecks {

    /** The setting of the key that signs commands. */
    public static final String CLAIM = "claim.secret";

    private static final String AREA = "keys";
    private static final String MAKE = ".file=/a/file/of/its/own, made by 'openssl rand -hex 32', ";

    /** Everybody can read it in our compose file. */
    private static final Set<String> PUBLISHED = Set.of("compose-only-change-me");

    private KeyChecks() {}

    /**
     * @param claim signs commands; none where the settings have none
     * @param sensitive seals inputs; none where the settings have none
     */
    public static List<Check> of(Secret claim, Secret sensitive) {
        return List.of(claim(claim), sensitive(sensitive));
    }

    private static Check claim(Secret claim) {
        if (claim.isEmpty()) {
            return Check.unknown(
                    AREA, CLAIM, "these settings have none; ask again with those of a coordinator, which needs one");
        }
        var published = PUBLISHED.contains(claim.value());
        if (!published && claim.value().length() >= CoordinatorConfig.MIN_SECRET) {
            return Check.ok(AREA, CLAIM, "set");
        }
        return new Check(
                AREA,
                CLAIM,
                Verdict.WRONG,
                published ? "the one of our compose file" : claim.value().length() + " characters",
                "at least " + CoordinatorConfig.MIN_SECRET + " characters that nobody knows",
                "whoever may write to the topics of results can answer for any step of any job",
                CLAIM + MAKE + "the same on every coordinator");
    }

    private static Check sensitive(Secret sensitive) {
        if (sensitive.value().length() >= Sealer.MIN_SECRET) {
            return Check.ok(AREA, SealingKey.SETTING, "set");
        }
        return new Check(
                AREA,
                SealingKey.SETTING,
                sensitive.isEmpty() ? Verdict.COSTLY : Verdict.WRONG,
                sensitive.isEmpty() ? "not set" : sensitive.value().length() + " characters",
                "at least " + Sealer.MIN_SECRET + " characters that nobody knows",
                "jobs of workflows with sensitive inputs are refused",
                SealingKey.SETTING + MAKE + "the same on coordinators and workers");
    }
}
