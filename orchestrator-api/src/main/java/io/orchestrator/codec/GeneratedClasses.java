package io.orchestrator.codec;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/**
 * Avro's data model over exactly the generated classes. Avro's own loads whatever class a schema names, which a foreign
 * schema could abuse, and since 1.12.2 refuses all but those that a system property trusts. Readers and writers of
 * generated records take this model: {@code new SpecificDatumReader<>(writer, reader, GeneratedClasses.model())}.
 */
public final class GeneratedClasses extends SpecificData {

    private static final List<Class<?>> RECORDS = List.of(
            io.orchestrator.avro.AdmissionDetail.class,
            io.orchestrator.avro.ChildEnded.class,
            io.orchestrator.avro.ControlDetail.class,
            io.orchestrator.avro.DeadLetter.class,
            io.orchestrator.avro.Failure.class,
            io.orchestrator.avro.JobControl.class,
            io.orchestrator.avro.JobEvent.class,
            io.orchestrator.avro.JobLane.class,
            io.orchestrator.avro.JobRequest.class,
            io.orchestrator.avro.JobTicket.class,
            io.orchestrator.avro.JobView.class,
            io.orchestrator.avro.LaneRequest.class,
            io.orchestrator.avro.ModelUsage.class,
            io.orchestrator.avro.OutputFile.class,
            io.orchestrator.avro.ParentStep.class,
            io.orchestrator.avro.Schedule.class,
            io.orchestrator.avro.ScheduleView.class,
            io.orchestrator.avro.Signal.class,
            io.orchestrator.avro.SignalWait.class,
            io.orchestrator.avro.StepCache.class,
            io.orchestrator.avro.StepCommand.class,
            io.orchestrator.avro.StepOutline.class,
            io.orchestrator.avro.StepRate.class,
            io.orchestrator.avro.StoredAdmission.class,
            io.orchestrator.avro.StoredCheckpoint.class,
            io.orchestrator.avro.StoredCheckpoints.class,
            io.orchestrator.avro.StoredCourse.class,
            io.orchestrator.avro.StoredEnding.class,
            io.orchestrator.avro.StoredFrame.class,
            io.orchestrator.avro.StoredFrames.class,
            io.orchestrator.avro.StoredHeader.class,
            io.orchestrator.avro.StoredItems.class,
            io.orchestrator.avro.StoredJobLane.class,
            io.orchestrator.avro.StoredKeptSignal.class,
            io.orchestrator.avro.StoredLane.class,
            io.orchestrator.avro.StoredParent.class,
            io.orchestrator.avro.StoredRoot.class,
            io.orchestrator.avro.StoredSchedule.class,
            io.orchestrator.avro.StoredSignal.class,
            io.orchestrator.avro.StoredSignals.class,
            io.orchestrator.avro.StoredSignalWait.class,
            io.orchestrator.avro.StoredStep.class,
            io.orchestrator.avro.StoredTicket.class,
            io.orchestrator.avro.StoredTimer.class,
            io.orchestrator.avro.StoredVariable.class,
            io.orchestrator.avro.StoredVersions.class,
            io.orchestrator.avro.StoredWaitingStep.class,
            io.orchestrator.avro.TaskCompleted.class,
            io.orchestrator.avro.TaskProgress.class,
            io.orchestrator.avro.TaskStarted.class,
            io.orchestrator.avro.VariableChange.class,
            io.orchestrator.avro.VariableValue.class,
            io.orchestrator.avro.WorkerControl.class,
            io.orchestrator.avro.WorkflowDefinition.class);

    private static final Map<String, Class<?>> BY_NAME =
            RECORDS.stream().collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));

    private static final GeneratedClasses MODEL = new GeneratedClasses();

    private GeneratedClasses() {
        super(GeneratedClasses.class.getClassLoader());
        addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

    /** Thread-safe. */
    public static GeneratedClasses model() {
        return MODEL;
    }

    @Override
    @SuppressWarnings("rawtypes") // Avro's signature.
    public Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> BY_NAME.getOrDefault(schema.getFullName(), Object.class);
            case ARRAY, MAP, UNION, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> super.getClass(schema);
        };
    }
}
