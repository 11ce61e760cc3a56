package io.orchestrator.worker.loop;

import io.orchestrator.codec.Codec;
import io.orchestrator.model.StepCommand;
import io.orchestrator.registry.SchemaRegistryException;
import java.util.function.BooleanSupplier;

/**
 * The codec of commands for a worker whose registry can be away.
 *
 * @param registryAway whether it is
 */
record CommandCodec(Codec<StepCommand> codec, BooleanSupplier registryAway) implements Codec<StepCommand> {

    @Override
    public byte[] encode(StepCommand value) {
        return codec.encode(value);
    }

    @Override
    public StepCommand decode(byte[] bytes) {
        if (registryAway.getAsBoolean()) {
            throw new SchemaRegistryException(SchemaRegistryException.NO_ANSWER, 0, "the registry is away");
        }
        return codec.decode(bytes);
    }
}
