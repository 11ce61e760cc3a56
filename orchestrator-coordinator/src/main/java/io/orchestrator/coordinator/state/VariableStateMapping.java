package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredVariable;
import io.orchestrator.engine.VariablePath;
import io.orchestrator.engine.VariableState;
import io.orchestrator.json.Json;
import io.orchestrator.model.VariableValue;
import java.util.Optional;

/** Variables to and from their stored records. */
final class VariableStateMapping {

    private VariableStateMapping() {}

    static StoredVariable toRecord(VariableState variable) {
        var told = variable.told();
        return new StoredVariable(
                PathNumbers.of(variable.path().frame()),
                variable.path().name(),
                variable.version(),
                variable.step(),
                told.type(),
                told.value().map(Json::write).orElse(null),
                told.bytes(),
                told.sha256(),
                variable.kept() == null ? null : Json.write(variable.kept()));
    }

    static VariableState fromRecord(StoredVariable stored) {
        return new VariableState(
                new VariablePath(PathNumbers.frame(stored.getFrame()), stored.getName()),
                stored.getVersion(),
                stored.getStep(),
                new VariableValue(
                        stored.getType(),
                        Optional.ofNullable(stored.getJson()).map(Json::parse),
                        stored.getBytes(),
                        stored.getSha256()),
                stored.getKept() == null ? null : Json.parse(stored.getKept()));
    }
}
