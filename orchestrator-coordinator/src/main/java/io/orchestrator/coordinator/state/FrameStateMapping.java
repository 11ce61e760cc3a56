package io.orchestrator.coordinator.state;

import io.orchestrator.avro.StoredFrame;
import io.orchestrator.avro.StoredItems;
import io.orchestrator.engine.FrameState;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;

/** Frames and the items of loops to and from their stored records. */
final class FrameStateMapping {

    private FrameStateMapping() {}

    static StoredFrame toRecord(FrameState frame) {
        return new StoredFrame(
                PathNumbers.of(frame.path()), frame.ended(), frame.ending().name());
    }

    static FrameState fromRecord(StoredFrame stored) {
        return new FrameState(
                PathNumbers.frame(stored.getPath()), stored.getEnded(), FrameState.Ending.valueOf(stored.getEnding()));
    }

    static StoredItems toRecord(Value.Array items) {
        return new StoredItems(Json.write(items));
    }

    static Value.Array fromRecord(StoredItems stored) {
        return Json.parse(stored.getItems()) instanceof Value.Array items ? items : Value.Array.EMPTY;
    }
}
