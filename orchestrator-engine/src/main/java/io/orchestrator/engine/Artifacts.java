package io.orchestrator.engine;

import io.orchestrator.language.value.Opener;

/**
 * What a decision about one job does with values that are kept outside of its state.
 *
 * @param opener gives the values that marks in the state stand for
 * @param keeper takes what is large out of the decision's events
 */
public record Artifacts(Opener opener, Keeper keeper) {

    /** Every text is a text, and everything stays where it is. */
    public static final Artifacts NONE = new Artifacts(Opener.NONE, Keeper.NONE);
}
