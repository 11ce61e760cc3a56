package io.orchestrator.catalog;

import java.util.List;
import java.util.Optional;

/**
 * One tool as authors see it.
 *
 * @param name as authors write it in {@code tool:}
 * @param description one sentence
 * @param actions the operations in {@code action:}; empty where the tool does one thing and any word will do
 * @param parameters in the order of the documentation
 */
public record ToolSpec(String name, String description, List<String> actions, List<ParameterSpec> parameters) {

    public ToolSpec {
        actions = List.copyOf(actions);
        parameters = List.copyOf(parameters);
    }

    public Optional<ParameterSpec> parameter(String parameterName) {
        return parameters.stream().filter(p -> p.name().equals(parameterName)).findFirst();
    }

    public List<String> parameterNames() {
        return parameters.stream().map(ParameterSpec::name).toList();
    }

    /** The action nearest in spelling; empty where none is near. */
    public Optional<String> nearestAction(String action) {
        return Spelling.nearest(action, actions);
    }

    /** The parameter nearest in spelling; empty where none is near. */
    public Optional<String> nearestParameter(String parameterName) {
        return Spelling.nearest(parameterName, parameterNames());
    }
}
