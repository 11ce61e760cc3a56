package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import io.orchestrator.plan.ConfiguredModels;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.List;

/** Which models a step asks, in the order of preference. */
final class Models {

    private Models() {}

    /** @throws LanguageException where what a template gives names no configured model; it names those that are */
    static List<String> of(StepAction.CallModel call, Scope scope) {
        if (call.choice().isEmpty()) {
            return call.models();
        }
        var names = names(call.choice().get().names().render(scope));
        var configured = call.choice().get().configured();
        var found = names.stream()
                .flatMap(name -> configured.find(name).stream())
                .distinct()
                .toList();
        if (found.isEmpty()) {
            throw new LanguageException(Kind.TYPE, 0, problem(names, configured));
        }
        return found;
    }

    private static List<String> names(Value value) {
        var names = new ArrayList<String>();
        switch (value) {
            case Value.Text text -> names.add(text.value().strip());
            case Value.Array array -> array.items().forEach(item -> names.addAll(names(item)));
            case Value.Null n -> {}
            case Value.Bool b -> names.add(String.valueOf(b.value()));
            case Value.Int i -> names.add(String.valueOf(i.value()));
            case Value.BigInt i -> names.add(String.valueOf(i.value()));
            case Value.Real r -> names.add(String.valueOf(r.value()));
            case Value.Dict d -> names.add("a map");
        }
        return names.stream().filter(name -> !name.isEmpty()).toList();
    }

    private static String problem(List<String> names, ConfiguredModels configured) {
        var what = names.isEmpty()
                ? "the template names no model"
                : "the model '" + String.join("', '", names) + "' is not configured";
        return what + "; configured are " + String.join(", ", configured.patterns());
    }
}
