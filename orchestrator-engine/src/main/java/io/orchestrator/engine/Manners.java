package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.StepCommand;
import io.orchestrator.plan.Manner;

/** How a step's call is made, as far as only its job can know. */
final class Manners {

    /** The longest key: what an HTTP header of other services takes. */
    static final int MAX_KEY = 255;

    private Manners() {}

    /** @throws LanguageException where a key is no line of at most {@value #MAX_KEY} visible characters */
    static StepCommand.Manner of(Manner manner, Scope scope) {
        if (manner.equals(Manner.PLAIN)) {
            return StepCommand.Manner.PLAIN;
        }
        var key = manner.idempotencyKey()
                .map(template -> checked("idempotency_key", template.render(scope)))
                .orElse("");
        var rate = manner.rate()
                .map(limit -> new StepCommand.Rate(
                        checked("rate_limit.key", limit.key().render(scope)), limit.calls(), limit.periodMs()));
        var cache = manner.cache()
                .map(kept -> new StepCommand.Cache(
                        kept.key()
                                .map(template -> checked("cache.key", template.render(scope)))
                                .orElse(""),
                        kept.ttlMs()));
        return new StepCommand.Manner(key, rate, manner.secrets(), cache);
    }

    private static String checked(String name, String key) {
        var line = key.strip();
        if (line.isEmpty() || line.length() > MAX_KEY || line.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw new LanguageException(
                    Kind.TYPE, 0, name + " must be a line of 1 to " + MAX_KEY + " visible ASCII characters");
        }
        return line;
    }
}
