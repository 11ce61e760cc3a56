package io.orchestrator.worker.model;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.worker.model.Question.Sampling;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one attempt of a model step may cost ({@code max_cost_usd}). The answer is bounded by what money is left, in
 * tokens; what the question costs is estimated before it is asked.
 *
 * @param maxUsd what the attempt may cost, all questions together; empty for any amount
 * @param price of the model; empty where nobody has told
 * @param model {@code provider/model}, for messages
 */
record Allowance(OptionalDouble maxUsd, Optional<Price> price, String model) {

    /** The model costs too much or nobody knows what: another may do. */
    static final String TOO_EXPENSIVE = "MODEL_TOO_EXPENSIVE";

    /** The money was spent and the answer is not whole. */
    static final String SPENT = "MODEL_COST_REACHED";

    /** Languages and tokenizers differ: text has seldom more than a token for three bytes. */
    private static final int BYTES_A_TOKEN = 3;

    /** What was asked and answered before the question. */
    static final Answer NOTHING = new Answer("", 0, 0, Answer.Ending.WHOLE);

    /**
     * The question, its answer no longer than what is left can buy.
     *
     * @param spent on earlier questions of the attempt
     * @throws ModelRefusedException where nothing is left to answer it
     */
    Question within(Question question, Answer spent) throws ModelRefusedException {
        if (maxUsd.isEmpty()) {
            return question;
        }
        if (price.isEmpty()) {
            throw refused(
                    spent,
                    "what " + model + " costs is not known, and the step has max_cost_usd: set"
                            + " models.<provider>.prices on the workers, as in '*:5/15' (dollars a million tokens in/out)");
        }
        var rate = price.get();
        var left = maxUsd.getAsDouble() - rate.of(spent.inputTokens(), spent.outputTokens());
        var asking = rate.of(tokens(question), 0);
        var buyable = rate.affordable(left - asking);
        if (buyable < 1) {
            throw refused(
                    spent,
                    "to ask " + model + " costs about " + asking + " USD, and " + Math.max(0, left)
                            + " USD are left of max_cost_usd: raise it, shorten the prompt, or name a cheaper model too");
        }
        return question.with(bounded(question.sampling(), buyable));
    }

    /** Why the answer cannot be taken: it was cut off where the money ended. */
    Optional<Failure> cut(Question asked, Question wanted, Answer answer) {
        var bounded = !asked.sampling().equals(wanted.sampling());
        return bounded && answer.ending() == Answer.Ending.CUT_OFF
                ? Optional.of(Failure.of(
                        FailureKind.LIMIT,
                        SPENT,
                        "the answer of " + model + " was cut off at what max_cost_usd can buy: raise it, or set"
                                + " max_tokens and ask for less"))
                : Optional.empty();
    }

    private static Sampling bounded(Sampling sampling, long buyable) {
        var most = (int) Math.min(buyable, Integer.MAX_VALUE);
        var wanted = sampling.maxTokens().or(sampling::maxCompletionTokens);
        return wanted.isPresent() && wanted.get() <= most ? sampling : sampling.atMost(most);
    }

    private static long tokens(Question question) {
        long bytes = size(question.system());
        for (String turn : question.turns()) {
            bytes += size(turn);
        }
        return bytes / BYTES_A_TOKEN + 1;
    }

    private static long size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ModelRefusedException refused(Answer spent, String message) {
        var code = spent.equals(NOTHING) ? TOO_EXPENSIVE : SPENT;
        return new ModelRefusedException(Failure.of(FailureKind.LIMIT, code, message));
    }
}
