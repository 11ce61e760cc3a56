package io.orchestrator.worker.model;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a model's tokens cost.
 *
 * @param input dollars a million tokens in
 * @param output dollars a million tokens out
 */
public record Price(BigDecimal input, BigDecimal output) {

    /** The model's name in settings that stands for all others of a provider. */
    public static final String ANY = "*";

    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)/([0-9]{1,9}(?:\\.[0-9]{1,9})?)");
    private static final int MILLION_DIGITS = 6;

    /** {@code 0.15/0.60}; empty where it is something else. */
    public static Optional<Price> parse(String text) {
        var matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new Price(new BigDecimal(matcher.group(1)), new BigDecimal(matcher.group(2))))
                : Optional.empty();
    }

    /** Dollars. */
    double of(long inputTokens, long outputTokens) {
        return input.multiply(BigDecimal.valueOf(inputTokens))
                .add(output.multiply(BigDecimal.valueOf(outputTokens)))
                .movePointLeft(MILLION_DIGITS)
                .doubleValue();
    }
}
