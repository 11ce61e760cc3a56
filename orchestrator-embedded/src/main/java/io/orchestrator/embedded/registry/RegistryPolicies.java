package io.orchestrator.embedded.registry;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compatibility levels and modes, of the whole registry and of single subjects. Not thread-safe. */
final class RegistryPolicies {

    /** Where to look when a subject has no setting of its own. */
    enum Fallback {
        NOWHERE,
        GLOBAL
    }

    private final Ledger ledger;

    RegistryPolicies(Ledger ledger) {
        this.ledger = ledger;
    }

    CompatibilityLevel level() {
        return ledger.state().globalLevel();
    }

    CompatibilityLevel level(String subject, Fallback fallback) {
        var own = ledger.state().level(subject);
        return switch (fallback) {
            case NOWHERE -> own.orElseThrow(() -> RegistryError.noSubjectLevel(subject));
            case GLOBAL -> own.orElse(level());
        };
    }

    CompatibilityLevel setLevel(String text) {
        return setLevelRecord(null, text);
    }

    CompatibilityLevel setLevel(String subject, String text) {
        return setLevelRecord(subject, text);
    }

    private CompatibilityLevel setLevelRecord(@Nullable String subject, String text) {
        var level = Arrays.stream(CompatibilityLevel.values())
                .filter(known -> known.name().equals(text))
                .findFirst()
                .orElseThrow(() -> RegistryError.invalidLevel(text));
        ledger.append(List.of(new RegistryRecord.SetLevel(subject, level)));
        return level;
    }

    /** Back to the default; the level so far. */
    CompatibilityLevel resetLevel() {
        var before = level();
        ledger.append(List.of(new RegistryRecord.SetLevel(null, null)));
        return before;
    }

    /** Back to the global level; the subject's level so far. */
    CompatibilityLevel resetLevel(String subject) {
        var before = ledger.state().level(subject).orElseThrow(() -> RegistryError.subjectNotFound(subject));
        ledger.append(List.of(new RegistryRecord.SetLevel(subject, null)));
        return before;
    }

    RegistryMode mode() {
        return ledger.state().globalMode();
    }

    RegistryMode mode(String subject, Fallback fallback) {
        var own = ledger.state().mode(subject);
        return switch (fallback) {
            case NOWHERE -> own.orElseThrow(() -> RegistryError.noSubjectMode(subject));
            case GLOBAL -> own.orElse(mode());
        };
    }

    RegistryMode setMode(String text) {
        return setModeRecord(null, text);
    }

    RegistryMode setMode(String subject, String text) {
        return setModeRecord(subject, text);
    }

    private RegistryMode setModeRecord(@Nullable String subject, String text) {
        var mode = Arrays.stream(RegistryMode.values())
                .filter(known -> known.name().equals(text))
                .findFirst()
                .orElseThrow(() -> RegistryError.invalidMode(text));
        ledger.append(List.of(new RegistryRecord.SetMode(subject, mode)));
        return mode;
    }

    /** Back to the global mode; the subject's mode so far. */
    RegistryMode resetMode(String subject) {
        var before = ledger.state().mode(subject).orElseThrow(() -> RegistryError.subjectNotFound(subject));
        ledger.append(List.of(new RegistryRecord.SetMode(subject, null)));
        return before;
    }
}
