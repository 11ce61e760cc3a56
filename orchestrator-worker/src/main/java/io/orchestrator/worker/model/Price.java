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
    private static final double MILLION = 1e6;

    /** Of what runs on a machine of one's own. */
    static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO);

    /** {@code 0.15/0.60}; empty where it is something else. */
    public static Optional<Price> parse(String text) {
        var matcher = TEXT.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new Price(new BigDecimal(matcher.group(1)), new BigDecimal(matcher.group(2))))
                : Optional.empty();
    }

    /** How many tokens out that many dollars buy; 0 or less where none. */
    long affordable(double usd) {
        return output.signum() == 0 && usd >= 0
                ? Long.MAX_VALUE
                : output.signum() == 0 ? 0 : (long) Math.floor(usd * MILLION / output.doubleValue());
    }

    /** Dollars. */
    double of(long inputTokens, long outputTokens) {
        return input.multiply(BigDecimal.valueOf(inputTokens))
                .add(output.multiply(BigDecimal.valueOf(outputTokens)))
                .movePointLeft(MILLION_DIGITS)
                .doubleValue();
    }
}
