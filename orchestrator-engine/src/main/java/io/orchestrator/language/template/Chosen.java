package io.orchestrator.language.template;

import io.orchestrator.language.expression.Node;
import io.orchestrator.language.expression.Target;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.value.Frame;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LoopState;
import io.orchestrator.language.value.Run;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements that pass the condition of a {@code for}; each is asked when its turn comes, as in Jinja. */
final class Chosen implements LoopState.Rounds {

    private final Run run;
    private final List<Item> all;
    private final Target target;
    private final @Nullable Node condition;
    private final @Nullable Frame home;
    private final List<Item> passed = new ArrayList<>();
    private int looked;

    Chosen(Run run, List<Item> all, Target target, @Nullable Node condition) {
        this.run = run;
        this.all = all;
        this.target = target;
        this.condition = condition;
        this.home = run.frame();
    }

    @Override
    public @Nullable Item at(int index) {
        if (condition == null) {
            return index < 0 || index >= all.size() ? null : all.get(index);
        }
        while (passed.size() <= index && looked < all.size()) {
            look(condition);
        }
        return index < 0 || index >= passed.size() ? null : passed.get(index);
    }

    @Override
    public int count() {
        if (condition == null) {
            return all.size();
        }
        while (looked < all.size()) {
            look(condition);
        }
        return passed.size();
    }

    private void look(Node test) {
        var item = all.get(looked++);
        run.chargeLoop(1);
        var inside = run.swap(new Frame(home));
        target.assign(run, item);
        if (Comparison.truth(run, test.eval(run))) {
            passed.add(item);
        }
        run.swap(inside);
    }
}
