package io.orchestrator.language.builtin;

import io.orchestrator.language.value.Missing;
import io.orchestrator.language.value.Run;
import java.util.Map;

/** Every filter by name. */
public final class Filters {

    public static final Map<String, Builtin> ALL = new Builtin.Table()
            .addAll(TextFilters.ALL)
            .addAll(ListFilters.ALL)
            .addAll(SelectionFilters.ALL)
            .addAll(DataFilters.ALL)
            .build();

    private Filters() {}

    /** The filter of a name that is known only now, as in {@code map('upper')}. */
    static Builtin find(Run run, String name) {
        var filter = ALL.get(name);
        if (filter == null) {
            throw run.unknown("there is no filter '" + name + "'" + Missing.didYouMean(name, ALL.keySet()));
        }
        return filter;
    }
}
