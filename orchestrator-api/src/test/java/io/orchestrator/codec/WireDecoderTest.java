package io.orchestrator.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class WireDecoderTest {

    private static final Schema EVERYTHING = SchemaBuilder.record("Everything")
            .fields()
            .requiredBoolean("boolean")
            .requiredInt("int")
            .requiredLong("long")
            .requiredFloat("float")
            .requiredDouble("double")
            .requiredString("string")
            .requiredBytes("bytes")
            .name("fixed")
            .type()
            .fixed("Three")
            .size(3)
            .noDefault()
            .name("enum")
            .type()
            .enumeration("Word")
            .symbols("A", "B")
            .noDefault()
            .name("array")
            .type()
            .array()
            .items()
            .intType()
            .noDefault()
            .name("map")
            .type()
            .map()
            .values()
            .stringType()
            .noDefault()
            .optionalString("optional")
            .endRecord();

    private static final Schema LAST_ONLY = SchemaBuilder.record("Everything")
            .fields()
            .optionalString("optional")
            .endRecord();

    private static GenericRecord sample() {
        return new GenericRecordBuilder(EVERYTHING)
                .set("boolean", true)
                .set("int", Integer.MIN_VALUE)
                .set("long", Long.MAX_VALUE)
                .set("float", 1.5f)
                .set("double", -2.25e100)
                .set("string", "grüße")
                .set("bytes", ByteBuffer.wrap(new byte[] {1, 2}))
                .set("fixed", new GenericData.Fixed(EVERYTHING.getField("fixed").schema(), new byte[] {7, 8, 9}))
                .set(
                        "enum",
                        new GenericData.EnumSymbol(EVERYTHING.getField("enum").schema(), "B"))
                .set("array", List.of(1, -2, 300))
                .set("map", Map.of("k", "v"))
                .set("optional", "end")
                .build();
    }

    private static byte[] write(boolean inBlocks) throws IOException {
        var out = new ByteArrayOutputStream();
        Encoder encoder = inBlocks
                ? new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null)
                : EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(EVERYTHING).write(sample(), encoder);
        encoder.flush();
        return out.toByteArray();
    }

    @Test
    void readsEveryTypeAsAvroDoes() throws IOException {
        for (byte[] bytes : List.of(write(false), write(true))) {
            var decoder = new WireDecoder(bytes, 0);

            var record = new GenericDatumReader<GenericRecord>(EVERYTHING).read(null, decoder);

            assertThat(record).hasToString(sample().toString());
            assertThat(decoder.remaining()).isZero();
        }
    }

    @Test
    void skipsEveryType() throws IOException {
        for (byte[] bytes : List.of(write(false), write(true))) {
            var decoder = new WireDecoder(bytes, 0);

            var record = new GenericDatumReader<GenericRecord>(EVERYTHING, LAST_ONLY).read(null, decoder);

            assertThat(record.get("optional")).hasToString("end");
            assertThat(decoder.remaining()).isZero();
        }
    }

    @Test
    void refusesLengthsThatTheBytesDoNotCover() {
        var twoGigabytes = new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};

        assertThatThrownBy(() -> new WireDecoder(twoGigabytes, 0).readString())
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("2147483647 bytes announced at byte 0, 0 are left");
        assertThatThrownBy(() -> new WireDecoder(twoGigabytes, 0).readArrayStart())
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("2147483647 items announced");
        assertThatThrownBy(() -> new WireDecoder(new byte[] {1}, 0).readBytes(null))
                .isInstanceOf(AvroTypeException.class)
                .hasMessageContaining("a length at byte 0 is -1");
    }

    @Test
    void refusesNumbersThatAreNone() {
        var endless = new byte[11];
        java.util.Arrays.fill(endless, (byte) 0x80);

        assertThatThrownBy(() -> new WireDecoder(endless, 0).readLong())
                .isInstanceOf(AvroTypeException.class)
                .hasMessageContaining("has no end");
        assertThatThrownBy(() -> new WireDecoder(new byte[] {2}, 0).readBoolean())
                .isInstanceOf(AvroTypeException.class);
        assertThatThrownBy(() -> new WireDecoder(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0x7f}, 0)
                        .readBoolean())
                .isInstanceOf(AvroTypeException.class);
    }
}
