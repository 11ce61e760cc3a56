package io.orchestrator.codec;

import io.orchestrator.avro.VariableChange;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.VariableScope;
import io.orchestrator.model.VariableValue;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** The part of {@link EventMapping} about variables. */
final class VariableMapping {

    private VariableMapping() {}

    static void put(io.orchestrator.avro.JobEvent record, JobFact.VariableChanged fact) {
        record.setStep(fact.step());
        if (fact.iteration() >= 0) {
            record.setNumber(fact.iteration());
        }
        record.setVariable(new VariableChange(
                fact.name(),
                fact.scope().word(),
                fact.version(),
                fact.old().map(VariableMapping::toRecord).orElse(null),
                toRecord(fact.value())));
    }

    /** @throws IllegalArgumentException where a field is missing or no word of its kind */
    static JobFact fact(io.orchestrator.avro.JobEvent record) {
        var change = Fields.required("variable", record.getVariable());
        return new JobFact.VariableChanged(
                Fields.required("step", record.getStep()),
                Objects.requireNonNullElse(record.getNumber(), -1),
                change.getName(),
                scope(change.getScope()),
                change.getVersion(),
                Optional.ofNullable(change.getOld()).map(VariableMapping::fromRecord),
                fromRecord(change.getValue()));
    }

    private static VariableScope scope(String word) {
        return Arrays.stream(VariableScope.values())
                .filter(scope -> scope.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Fields.unknown("variable.scope", word, null));
    }

    private static io.orchestrator.avro.VariableValue toRecord(VariableValue value) {
        return new io.orchestrator.avro.VariableValue(
                value.type(), value.value().map(Json::write).orElse(null), value.bytes(), value.sha256());
    }

    private static VariableValue fromRecord(io.orchestrator.avro.VariableValue record) {
        return new VariableValue(
                record.getType(),
                Optional.ofNullable(record.getJson()).map(json -> Fields.value("variable.json", json)),
                record.getBytes(),
                record.getSha256());
    }
}
