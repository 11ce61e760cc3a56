package io.orchestrator.worker.tool;

import io.orchestrator.catalog.ToolSpec;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.util.Optional;

/** Checks a call against the catalog, runs the operation, and turns each way it can end into a result. */
public record CheckedTool(ToolSpec spec, EnvelopeShape shape, Operation operation) implements Tool {

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public TaskResult run(ToolCall call) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            return done(operation.run(Parameters.read(spec, call), call));
        } catch (ReportedException e) {
            return done(shape.failure(Value.Null.NULL, message(e)));
        } catch (RefusedException e) {
            return new TaskResult.Failed(e.failure());
        } catch (WorkspaceException e) {
            return new TaskResult.Failed(
                    Failure.of(FailureKind.DENIED, "OUTSIDE_WORKSPACE", spec.name() + ": " + message(e)));
        } catch (IOException e) {
            return done(shape.failure(Value.Null.NULL, e.getClass().getSimpleName() + ": " + message(e)));
        }
    }

    private static TaskResult done(Value.Dict envelope) {
        return new TaskResult.Done(envelope, Optional.empty());
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
