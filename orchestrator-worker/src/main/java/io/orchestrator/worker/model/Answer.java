package io.orchestrator.worker.model;

/**
 * What a provider said.
 *
 * @param text the answer; may be empty
 * @param inputTokens as the provider counts; 0 where it does not say
 * @param outputTokens as the provider counts; 0 where it does not say
 * @param ending how the text ends
 */
record Answer(String text, long inputTokens, long outputTokens, Ending ending) {

    /** How a text ends. */
    enum Ending {
        /** Where the model wanted, as far as the provider says. */
        WHOLE,
        /** Where no more tokens were allowed. */
        CUT_OFF
    }

    /** This answer with the tokens of an earlier one. */
    Answer adding(Answer earlier) {
        return new Answer(text, inputTokens + earlier.inputTokens, outputTokens + earlier.outputTokens, ending);
    }
}
