package io.orchestrator.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary form from one array. Unlike Avro's own decoder it allocates nothing on the word of a length that
 * the bytes do not cover, so broken bytes cost no memory, and it says where they break.
 */
final class WireDecoder extends Decoder {

    private static final int MAX_VARINT_BYTES = 10;

    private final byte[] bytes;
    private int at;

    WireDecoder(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    int remaining() {
        return bytes.length - at;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        var b = bytes[advance(1)];
        if (b != 0 && b != 1) {
            throw new AvroTypeException("a boolean at byte " + (at - 1) + " is " + b);
        }
        return b == 1;
    }

    @Override
    public int readInt() throws IOException {
        var start = at;
        var number = readLong();
        if (number != (int) number) {
            throw new AvroTypeException("an int at byte " + start + " is " + number);
        }
        return (int) number;
    }

    @Override
    public long readLong() throws IOException {
        var start = at;
        var number = 0L;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            var b = bytes[advance(1)];
            number |= (b & 0x7fL) << (7 * i);
            if (b >= 0) {
                return (number >>> 1) ^ -(number & 1);
            }
        }
        throw new AvroTypeException("a number at byte " + start + " has no end");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) fixed(Float.BYTES));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(fixed(Double.BYTES));
    }

    private long fixed(int count) throws IOException {
        var start = advance(count);
        var bits = 0L;
        for (int i = count - 1; i >= 0; i--) {
            bits = (bits << 8) | (bytes[start + i] & 0xff);
        }
        return bits;
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        var length = length();
        return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
    }

    @Override
    public void skipString() throws IOException {
        advance(length());
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        var length = length();
        var copy = new byte[length];
        System.arraycopy(bytes, advance(length), copy, 0, length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void skipBytes() throws IOException {
        advance(length());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, advance(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        advance(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return blockCount();
    }

    @Override
    public long arrayNext() throws IOException {
        return blockCount();
    }

    @Override
    public long readMapStart() throws IOException {
        return blockCount();
    }

    @Override
    public long mapNext() throws IOException {
        return blockCount();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    /** Blocks that say their size are skipped here; a count other than 0 is for the caller to skip one by one. */
    private long skipBlocks() throws IOException {
        var start = at;
        for (var count = readLong(); count != 0; count = readLong()) {
            if (count > 0) {
                return checkedCount(count, start);
            }
            advance(length());
            start = at;
        }
        return 0;
    }

    /** Each item takes a byte at least: our schemas have no item without content. */
    private long blockCount() throws IOException {
        var start = at;
        var count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        return checkedCount(count, start);
    }

    private long checkedCount(long count, int start) throws IOException {
        if (count < 0 || count > remaining()) {
            throw new EOFException("truncated: " + count + " items announced at byte " + start + ", " + remaining()
                    + " bytes are left");
        }
        return count;
    }

    private int length() throws IOException {
        var start = at;
        var length = readLong();
        if (length < 0) {
            throw new AvroTypeException("a length at byte " + start + " is " + length);
        }
        if (length > remaining()) {
            throw new EOFException(
                    "truncated: " + length + " bytes announced at byte " + start + ", " + remaining() + " are left");
        }
        return (int) length;
    }

    /** Moves on and answers where it was. */
    private int advance(int count) throws IOException {
        if (count > remaining()) {
            throw new EOFException("truncated at byte " + bytes.length);
        }
        var start = at;
        at += count;
        return start;
    }
}
