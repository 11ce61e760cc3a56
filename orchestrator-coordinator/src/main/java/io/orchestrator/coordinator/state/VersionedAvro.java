package io.orchestrator.coordinator.state;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.orchestrator.codec.GeneratedClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One kind of stored record: version as two bytes big-endian, then Avro; from 10,000 bytes on compressed with zstd, which
 * the highest bit of the version tells. Not thread-safe.
 *
 * @param <R> the generated record
 */
final class VersionedAvro<R extends SpecificRecord> {

    private static final int HEADER_BYTES = Short.BYTES;
    private static final int TYPICAL_BYTES = 512;

    /** What is longer is compressed. */
    static final int COMPRESS_ABOVE_BYTES = 10_000;

    /** The longest that is ever compressed. */
    private static final int MAX_PLAIN_BYTES = 16_000_000;

    /** In the first byte: what follows the version is compressed (zstd). */
    private static final int COMPRESSED = 0x80;

    private final String name;
    private final SpecificDatumWriter<R> writer;
    private final Schema current;
    private final int oldest;
    /** By version, made when first asked for: most of what is read was written by this version. */
    private final Map<Integer, SpecificDatumReader<R>> readers = new HashMap<>();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_BYTES);
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    /** @param since the first version that has the record */
    VersionedAvro(Schema current, int since) {
        this.current = current;
        name = current.getName();
        oldest = since;
        writer = new SpecificDatumWriter<>(current, GeneratedClasses.model());
    }

    private SpecificDatumReader<R> newReader(int version) {
        var written = version == StateCodec.VERSION ? current : published(version, name);
        return new SpecificDatumReader<>(written, current, GeneratedClasses.model());
    }

    /** The schema of a version as it was when it was current. */
    static Schema published(int version, String name) {
        var resource = "v" + version + "/" + name + ".avsc";
        try (InputStream in = VersionedAvro.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the state schema " + resource);
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] write(R value) {
        out.reset();
        out.write(StateCodec.VERSION >>> Byte.SIZE);
        out.write(StateCodec.VERSION);
        encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (out.size() > MAX_PLAIN_BYTES) {
            throw new StateTooLargeException(name, out.size());
        }
        var bytes = out.size() > COMPRESS_ABOVE_BYTES ? compressed(out.toByteArray()) : out.toByteArray();
        if (bytes.length > StateCodec.MAX_BYTES) {
            throw new StateTooLargeException(name, bytes.length);
        }
        return bytes;
    }

    private static byte[] compressed(byte[] plain) {
        var payload = Zstd.compress(Arrays.copyOfRange(plain, HEADER_BYTES, plain.length));
        if (payload.length + HEADER_BYTES >= plain.length) {
            return plain;
        }
        var bytes = new byte[HEADER_BYTES + payload.length];
        bytes[0] = (byte) (plain[0] | COMPRESSED);
        bytes[1] = plain[1];
        System.arraycopy(payload, 0, bytes, HEADER_BYTES, payload.length);
        return bytes;
    }

    private byte[] plain(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || (bytes[0] & COMPRESSED) == 0) {
            return bytes;
        }
        var payload = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
        var size = Zstd.getFrameContentSize(payload);
        if (size < 0 || size > MAX_PLAIN_BYTES) {
            throw new UnreadableStateException(name, "its compressed content claims to have " + size + " bytes");
        }
        try {
            var content = Zstd.decompress(payload, (int) size);
            var plain = new byte[HEADER_BYTES + content.length];
            plain[0] = (byte) (bytes[0] & ~COMPRESSED);
            plain[1] = bytes[1];
            System.arraycopy(content, 0, plain, HEADER_BYTES, content.length);
            return plain;
        } catch (ZstdException e) {
            throw new UnreadableStateException(name, "it cannot be decompressed: " + e.getMessage(), e);
        }
    }

    <T> T read(byte[] stored, Function<R, T> mapping) {
        var bytes = plain(stored);
        var reader = reader(bytes);
        decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
        try {
            @SuppressWarnings("NullAway") // Avro takes null where there is nothing to reuse.
            R generated = reader.read(null, decoder);
            return mapping.apply(generated);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableStateException(name, String.valueOf(e.getMessage()), e);
        }
    }

    /** The version in which bytes were written that can be read. */
    static int version(byte[] bytes) {
        return ((bytes[0] & 0xff & ~COMPRESSED) << Byte.SIZE) | (bytes[1] & 0xff);
    }

    private SpecificDatumReader<R> reader(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new UnreadableStateException(name, "it has only " + bytes.length + " bytes");
        }
        var version = version(bytes);
        if (version < oldest || version > StateCodec.VERSION) {
            throw new UnreadableStateException(
                    name,
                    "it has version " + version + ", this coordinator reads " + oldest + " to " + StateCodec.VERSION
                            + "; a newer coordinator wrote it: go on with that version");
        }
        return readers.computeIfAbsent(version, this::newReader);
    }
}
