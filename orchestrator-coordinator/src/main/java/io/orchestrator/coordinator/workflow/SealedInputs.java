package io.orchestrator.coordinator.workflow;

import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Value;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.plan.Plan;
import io.orchestrator.sealing.Sealed;
import io.orchestrator.sealing.Sealer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** The inputs of a request: opened to be checked, sealed to be kept. */
final class SealedInputs {

    private final Sealer sealer;
    private final JobRequest request;
    private final Set<String> sealed = new HashSet<>();

    /** @param request its inputs may be sealed for its own job */
    SealedInputs(Sealer sealer, JobRequest request) {
        this.sealer = sealer;
        this.request = request;
    }

    /** The inputs as their author meant them: to be checked, never to be written. */
    Value.Dict opened() {
        var opened = new LinkedHashMap<String, Value>();
        request.inputs()
                .entries()
                .forEach((name, value) -> opened.put(name, Sealed.replace(value, text -> open(name, text))));
        return Value.of(opened);
    }

    private Optional<Value> open(String name, String text) {
        var value = sealer.open(text, request.jobId());
        if (value.isPresent()) {
            sealed.add(name);
        }
        return value;
    }

    /** The inputs to keep: those that are sensitive, and those that came sealed, are sealed for the request's job. */
    Value.Dict kept(Plan plan, Value.Dict checked) {
        plan.inputs().stream().filter(InputSpec::sensitive).map(InputSpec::name).forEach(sealed::add);
        var kept = new LinkedHashMap<String, Value>();
        checked.entries().forEach((name, value) -> kept.put(name, sealed.contains(name) ? sealed(value) : value));
        return Value.of(kept);
    }

    private Value sealed(Value value) {
        return value == Value.Null.NULL ? value : Value.of(sealer.seal(value, request.jobId()));
    }
}
