package io.orchestrator.codec;

import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.registry.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One kind of record. Readers are kept per writer's schema id; one writer serves all threads.
 *
 * @param <T> the domain record
 * @param <R> the generated record
 */
final class AvroCodec<T, R extends SpecificRecord> implements Codec<T> {

    /** Writers' schemas whose readers are kept; a registry that holds more is asked again. */
    static final int MAX_READERS = 1000;

    private static final int TYPICAL_BYTES = 512;

    private final Kind<T, R> kind;
    private final Schema plain;
    private final Function<T, String> topicOf;
    private final WriterSchemas schemas;
    private final SpecificDatumWriter<R> writer;
    private final Map<Integer, SpecificDatumReader<R>> readers = new ConcurrentHashMap<>();

    /**
     * @param name the topic without prefix, for messages
     * @param schema of the generated class
     * @param toRecord total for what {@code fromRecord} gives
     * @param fromRecord throws any unchecked exception where a field is wrong
     */
    record Kind<T, R extends SpecificRecord>(
            String name, Schema schema, Function<T, R> toRecord, Function<R, T> fromRecord) {}

    AvroCodec(Kind<T, R> kind, Function<T, String> topicOf, WriterSchemas schemas) {
        this.kind = kind;
        this.plain = PlainSchema.of(kind.schema());
        this.topicOf = topicOf;
        this.schemas = schemas;
        this.writer = new SpecificDatumWriter<>(kind.schema(), GeneratedClasses.model());
    }

    void publish(String topic) {
        schemas.publish(topic, plain);
    }

    @Override
    public byte[] encode(T value) {
        var bytes = write(value);
        if (bytes.length > Codecs.MAX_RECORD_BYTES) {
            throw new UnencodableException(
                    kind.name(),
                    bytes.length + " bytes are more than the limit of " + Codecs.MAX_RECORD_BYTES
                            + ": keep large values in files and pass their paths",
                    null);
        }
        WireFormat.writeHeader(bytes, schemas.idOf(topicOf.apply(value), plain));
        return bytes;
    }

    private byte[] write(T value) {
        try {
            var out = new ByteArrayOutputStream(TYPICAL_BYTES);
            out.write(new byte[WireFormat.HEADER_BYTES]);
            var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            writer.write(kind.toRecord().apply(value), encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException | RuntimeException e) {
            throw new UnencodableException(kind.name(), reason(e), e);
        }
    }

    @Override
    public T decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw undecodable("it has no value", null);
        }
        if (!WireFormat.framed(bytes)) {
            throw undecodable(
                    (bytes.length < WireFormat.HEADER_BYTES
                                    ? "it has only " + bytes.length + " bytes"
                                    : "its first byte is " + bytes[0] + ", not 0")
                            + "; write it in the Confluent wire format: a byte 0, a schema id of four bytes, Avro data",
                    null);
        }
        if (bytes.length > Codecs.MAX_RECORD_BYTES) {
            throw undecodable(bytes.length + " bytes are more than the limit of " + Codecs.MAX_RECORD_BYTES, null);
        }
        return read(bytes, reader(WireFormat.schemaId(bytes)));
    }

    private T read(byte[] bytes, SpecificDatumReader<R> reader) {
        var decoder = new WireDecoder(bytes, WireFormat.HEADER_BYTES);
        try {
            @SuppressWarnings("NullAway") // Avro takes null where there is nothing to reuse.
            R generated = reader.read(null, decoder);
            if (decoder.remaining() > 0) {
                throw undecodable(decoder.remaining() + " bytes follow the Avro data", null);
            }
            return kind.fromRecord().apply(generated);
        } catch (UndecodableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw undecodable(reason(e), e);
        }
    }

    private SpecificDatumReader<R> reader(int id) {
        var known = readers.get(id);
        if (known != null) {
            return known;
        }
        var reader = new SpecificDatumReader<R>(writerSchema(id), kind.schema(), GeneratedClasses.model());
        if (readers.size() < MAX_READERS) {
            readers.put(id, reader);
        }
        return reader;
    }

    private Schema writerSchema(int id) {
        try {
            return schemas.byId(id);
        } catch (SchemaRegistryException e) {
            if (e.notFound()) {
                throw undecodable("the schema registry knows no schema with the id " + id, e);
            }
            throw e;
        }
    }

    private UndecodableException undecodable(String reason, @Nullable Throwable cause) {
        return new UndecodableException(kind.name(), reason, cause);
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
