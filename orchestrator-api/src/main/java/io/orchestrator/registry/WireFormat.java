package io.orchestrator.registry;

/**
 * The Confluent framing of a record's value: one magic byte (0), the schema id in four bytes (big endian), then the Avro
 * binary form.
 */
public final class WireFormat {

    /** The first byte. */
    public static final byte MAGIC = 0;

    /** Bytes before the Avro data. */
    public static final int HEADER_BYTES = 5;

    private WireFormat() {}

    /** Whether the bytes begin with a whole header. */
    public static boolean framed(byte[] bytes) {
        return bytes.length >= HEADER_BYTES && bytes[0] == MAGIC;
    }

    /** The schema id of {@link #framed} bytes. */
    public static int schemaId(byte[] bytes) {
        return (bytes[1] & 0xff) << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | (bytes[4] & 0xff);
    }

    /** Writes the header to the first {@link #HEADER_BYTES} bytes. */
    public static void writeHeader(byte[] bytes, int schemaId) {
        bytes[0] = MAGIC;
        bytes[1] = (byte) (schemaId >>> 24);
        bytes[2] = (byte) (schemaId >>> 16);
        bytes[3] = (byte) (schemaId >>> 8);
        bytes[4] = (byte) schemaId;
    }
}
