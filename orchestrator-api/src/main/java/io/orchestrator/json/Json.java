package io.orchestrator.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads and writes JSON. Key order is kept both ways, integers of any size stay exact, other numbers are doubles.
 * Thread-safe.
 */
public final class Json {

    /** The deepest nesting read or written. */
    public static final int MAX_DEPTH = 200;

    /** Between these, numbers are written without an exponent, as Python and JavaScript do it: times among them. */
    private static final double PLAIN_FROM = 1e-4;

    private static final double PLAIN_BELOW = 1e16;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(64 * 1024 * 1024)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Json() {}

    /** The text is not JSON; the message says where. */
    public static final class InvalidJsonException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidJsonException(String message) {
            super(message);
        }
    }

    /**
     * One JSON value.
     *
     * @throws InvalidJsonException where the text is not exactly one JSON value
     */
    public static Value parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new InvalidJsonException("the text is empty");
            }
            var value = read(parser);
            if (parser.nextToken() != null) {
                throw new InvalidJsonException("something follows the value at character "
                        + parser.currentTokenLocation().getCharOffset());
            }
            return value;
        } catch (JsonProcessingException e) {
            var at = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new InvalidJsonException(e.getOriginalMessage() + at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One JSON object.
     *
     * @throws InvalidJsonException where the text is not exactly one JSON object
     */
    public static Value.Dict parseDict(String text) {
        if (parse(text) instanceof Value.Dict dict) {
            return dict;
        }
        throw new InvalidJsonException("not a JSON object");
    }

    /** Compact JSON. */
    public static String write(Value value) {
        return print(value, false);
    }

    /** JSON on several lines, two spaces of indent. */
    public static String writePretty(Value value) {
        return print(value, true);
    }

    private static Value read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> Value.of(parser.getText());
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? Value.of(parser.getBigIntegerValue())
                        : Value.of(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> Value.of(parser.getDoubleValue());
            case VALUE_TRUE -> Value.Bool.TRUE;
            case VALUE_FALSE -> Value.Bool.FALSE;
            case VALUE_NULL -> Value.Null.NULL;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new InvalidJsonException("unexpected " + parser.currentToken());
        };
    }

    private static Value.Dict readObject(JsonParser parser) throws IOException {
        var entries = new LinkedHashMap<String, Value>();
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            entries.put(name, read(parser));
        }
        return new Value.Dict(entries);
    }

    private static Value.Array readArray(JsonParser parser) throws IOException {
        var items = new ArrayList<Value>();
        while (parser.nextToken() != com.fasterxml.jackson.core.JsonToken.END_ARRAY) {
            items.add(read(parser));
        }
        return new Value.Array(items);
    }

    private static String print(Value value, boolean pretty) {
        var out = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            if (pretty) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter()
                        .withArrayIndenter(com.fasterxml.jackson.core.util.DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));
            }
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void write(JsonGenerator generator, Value value) throws IOException {
        switch (value) {
            case Value.Null n -> generator.writeNull();
            case Value.Bool b -> generator.writeBoolean(b.value());
            case Value.Int i -> generator.writeNumber(i.value());
            case Value.BigInt i -> generator.writeNumber(i.value());
            case Value.Real r -> writeReal(generator, r.value());
            case Value.Text t -> generator.writeString(t.value());
            case Value.Array a -> {
                generator.writeStartArray();
                for (Value item : a.items()) {
                    write(generator, item);
                }
                generator.writeEndArray();
            }
            case Value.Dict d -> {
                generator.writeStartObject();
                for (Map.Entry<String, Value> entry : d.entries().entrySet()) {
                    generator.writeFieldName(entry.getKey());
                    write(generator, entry.getValue());
                }
                generator.writeEndObject();
            }
        }
    }

    private static void writeReal(JsonGenerator generator, double value) throws IOException {
        if (Double.isFinite(value)) {
            generator.writeNumber(decimal(value));
        } else {
            generator.writeNull();
        }
    }

    /** With a decimal point in any case, so that it is read as the same kind of number again. */
    private static String decimal(double value) {
        var size = Math.abs(value);
        if (size < PLAIN_FROM || size >= PLAIN_BELOW) {
            return Double.toString(value);
        }
        var digits = BigDecimal.valueOf(value).stripTrailingZeros();
        return digits.setScale(Math.max(1, digits.scale())).toPlainString();
    }
}
