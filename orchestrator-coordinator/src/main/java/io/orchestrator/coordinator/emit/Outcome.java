package io.orchestrator.coordinator.emit;

import io.orchestrator.coordinator.wire.EmitWire.Emit;
import io.orchestrator.model.Failure;
import io.orchestrator.model.StepCommand;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What becomes of a record that wants something written. */
sealed interface Outcome {

    /**
     * @param emit is answered with where it stands
     * @param record for the user's topic
     */
    record Write(Emit emit, ProducerRecord<String, byte[]> record) implements Outcome {}

    /**
     * @param command is answered with the failure
     * @param failure why nothing is written
     */
    record Refuse(StepCommand command, Failure failure) implements Outcome {}

    /** @param reason why it is a dead letter */
    record Bury(String reason) implements Outcome {}
}
