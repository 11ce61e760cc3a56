package io.orchestrator.coordinator.state;

import io.orchestrator.model.OutsideSignal;
import java.util.ArrayList;
import java.util.List;

/**
 * A signal that is kept for jobs that come to wait later.
 *
 * @param signal as it came, with an id
 * @param order the less, the earlier it came: its offset
 * @param untilMs how long it is kept, epoch milliseconds
 * @param had ids of the workflows of which a job has had it
 */
public record KeptSignal(OutsideSignal signal, long order, long untilMs, List<String> had) {

    public KeptSignal {
        had = List.copyOf(had);
    }

    /** It has gone to a job of one more workflow. */
    public KeptSignal hadBy(String workflow) {
        var more = new ArrayList<>(had);
        more.add(workflow);
        return new KeptSignal(signal, order, untilMs, more);
    }
}
