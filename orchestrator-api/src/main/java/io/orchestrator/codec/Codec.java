package io.orchestrator.codec;

import io.orchestrator.registry.SchemaRegistryException;

/**
 * One kind of record to and from the value of a Kafka record. Thread-safe.
 *
 * @param <T> the domain record
 */
public interface Codec<T> {

    /**
     * The value in the Confluent wire format. The first call registers the schema.
     *
     * @throws UnencodableException where the value is larger than {@link Codecs#MAX_RECORD_BYTES} or nested too deep
     * @throws SchemaRegistryException where the registry refuses or cannot be reached
     */
    byte[] encode(T value);

    /**
     * The domain value.
     *
     * @throws UndecodableException where the bytes are not such a value; another attempt would get the same answer
     * @throws SchemaRegistryException where the registry cannot be reached; another attempt may help
     */
    T decode(byte[] bytes);
}
