package io.orchestrator.worker.tool.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/** CSV after RFC 4180: a header, CRLF line ends, quotes only where needed. */
public final class Csv {

    private static final int MAX_CELL_CHARS = 16 * 1024 * 1024;
    private static final int INTERRUPT_CHECK_ROWS = 1024;

    private static final CsvMapper MAPPER = new CsvMapper(CsvFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_CELL_CHARS)
                    .build())
            .build());

    private static final CsvSchema LINES = CsvSchema.emptySchema().withLineSeparator("\r\n");

    private Csv() {}

    /** The rows below the header, cells as text; empty lines do not count, a short row lacks its last cells. */
    public static List<Value.Dict> parse(String text, int maxRows)
            throws ReportedException, RefusedException, InterruptedException {
        return read(text, maxRows).rows();
    }

    /** The rows, and the columns even where there are no rows. */
    public static Table read(String text, int maxRows)
            throws ReportedException, RefusedException, InterruptedException {
        var content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var reader = MAPPER.readerForListOf(String.class).with(CsvParser.Feature.WRAP_AS_ARRAY);
        try (var lines = reader.<List<String>>readValues(content)) {
            if (!lines.hasNextValue()) {
                throw new ReportedException("The CSV data is empty: it needs a header line");
            }
            var header = header(lines.nextValue());
            var rows = new ArrayList<Value.Dict>();
            while (lines.hasNextValue()) {
                var cells = lines.nextValue();
                if (!emptyLine(cells)) {
                    rows.add(row(header, cells, rows.size() + 1));
                    check(rows.size(), maxRows);
                }
            }
            return Table.of(header, rows);
        } catch (JsonProcessingException e) {
            throw new ReportedException("The CSV data cannot be read: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ReportedException("The CSV data cannot be read: " + e.getMessage());
        }
    }

    private static boolean emptyLine(List<String> cells) {
        return cells.isEmpty() || (cells.size() == 1 && cells.getFirst().isEmpty());
    }

    private static void check(int rows, int maxRows) throws RefusedException, InterruptedException {
        if (rows > maxRows) {
            throw RefusedException.limit("TOO_MANY_ROWS", "the data has more than " + maxRows + " rows");
        }
        if (rows % INTERRUPT_CHECK_ROWS == 0 && Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static List<String> header(List<String> names) throws ReportedException {
        var seen = new HashSet<String>();
        for (var name : names) {
            if (!seen.add(name)) {
                throw new ReportedException("The CSV header has the column '" + name + "' twice");
            }
        }
        return names;
    }

    private static Value.Dict row(List<String> header, List<String> cells, int number) throws ReportedException {
        if (cells.size() > header.size()) {
            throw new ReportedException(
                    "The CSV row " + number + " has " + cells.size() + " cells, the header has " + header.size());
        }
        var entries = new LinkedHashMap<String, Value>();
        for (var i = 0; i < header.size(); i++) {
            entries.put(header.get(i), i < cells.size() ? Value.of(cells.get(i)) : Value.Null.NULL);
        }
        return Value.of(entries);
    }

    /** Header and rows; null is an empty cell; empty text where there are no columns. */
    public static String write(Table table) {
        if (table.columns().isEmpty()) {
            return "";
        }
        var out = new StringWriter();
        var writer = MAPPER.writer(LINES).with(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);
        try (var lines = writer.writeValues(out)) {
            lines.write(table.columns());
            for (var row : table.rows()) {
                lines.write(table.columns().stream()
                        .map(column -> text(Table.cell(row, column)))
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static String text(Value cell) {
        return cell == Value.Null.NULL ? "" : Conversions.toText(cell);
    }
}
