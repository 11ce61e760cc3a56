package io.orchestrator.worker.model;

import java.util.List;
import java.util.Optional;

/**
 * What is asked of a provider.
 *
 * @param model the model's name at the provider
 * @param system the system message; may be empty
 * @param turns what was said, the user's first, alternating
 * @param sampling how to answer
 * @param form what the answer must be
 */
record Question(String model, String system, List<String> turns, Sampling sampling, Form form) {

    Question {
        turns = List.copyOf(turns);
    }

    /** What the answer must be. */
    enum Form {
        TEXT,
        JSON
    }

    /**
     * How to answer; what is empty is left to the provider.
     *
     * @param temperature from 0
     * @param topP from 0 to 1
     * @param maxTokens of the answer
     * @param maxCompletionTokens as {@code maxTokens}, for OpenAI's reasoning models, which refuse the older name
     * @param stop texts that end the answer
     */
    record Sampling(
            Optional<Double> temperature,
            Optional<Double> topP,
            Optional<Integer> maxTokens,
            Optional<Integer> maxCompletionTokens,
            List<String> stop) {
        Sampling {
            stop = List.copyOf(stop);
        }

        /** With a bound of the answer, under the name that the author uses. */
        Sampling atMost(int tokens) {
            return maxCompletionTokens.isPresent()
                    ? new Sampling(temperature, topP, maxTokens, Optional.of(tokens), stop)
                    : new Sampling(temperature, topP, Optional.of(tokens), maxCompletionTokens, stop);
        }
    }

    /** This question, answered in another way. */
    Question with(Sampling other) {
        return new Question(model, system, turns, other, form);
    }

    /** This question, followed by the answer that was given and what is wrong with it. */
    Question after(String answer, String objection) {
        var longer = new java.util.ArrayList<>(turns);
        longer.add(answer);
        longer.add(objection);
        return new Question(model, system, longer, sampling, form);
    }
}
