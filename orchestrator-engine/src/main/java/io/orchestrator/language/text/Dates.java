package io.orchestrator.language.text;

import io.orchestrator.language.value.Run;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/** Dates in ISO 8601, and Python's format codes for them. */
public final class Dates {

    private static final DateTimeFormatter LENIENT = DateTimeFormatter.ofPattern(
            "yyyy-MM-dd[['T'][' ']HH:mm[:ss[.SSSSSSSSS][.SSSSSSSS][.SSSSSSS][.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]]]"
                    + "[XXX][XX][X]",
            Locale.ROOT);
    private static final int DATE_CHARS = 40;

    private Dates() {}

    /** The date of a text, empty where it spells none. Without a zone it is taken as UTC. */
    public static Optional<OffsetDateTime> parse(String source) {
        if (source.length() > DATE_CHARS) {
            return Optional.empty();
        }
        var text = Words.strip(source, "");
        try {
            return Optional.of(from(LENIENT.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OffsetDateTime from(TemporalAccessor parsed) {
        var time = parsed.query(TemporalQueries.localTime());
        var date = LocalDate.from(parsed);
        var zone = parsed.query(TemporalQueries.offset());
        return (time == null ? date.atStartOfDay() : LocalDateTime.of(date, time))
                .atOffset(zone == null ? ZoneOffset.UTC : zone);
    }

    /** The date in a format of Python's {@code strftime}; codes that are not known stay as they are. */
    public static String format(Run run, OffsetDateTime date, String format) {
        var out = new StringBuilder();
        var index = 0;
        while (index < format.length()) {
            run.step();
            var character = format.charAt(index);
            if (character == '%' && index + 1 < format.length()) {
                out.append(code(date, format.charAt(index + 1)));
                index += 2;
            } else {
                out.append(character);
                index++;
            }
        }
        return out.toString();
    }

    private static String code(OffsetDateTime date, char code) {
        return switch (code) {
            case 'Y' -> padded(date.getYear(), 4);
            case 'y' -> padded(Math.floorMod(date.getYear(), 100), 2);
            case 'm' -> padded(date.getMonthValue(), 2);
            case 'd' -> padded(date.getDayOfMonth(), 2);
            case 'e' -> String.valueOf(date.getDayOfMonth());
            case 'j' -> padded(date.getDayOfYear(), 3);
            case 'H' -> padded(date.getHour(), 2);
            case 'I' -> padded((date.getHour() + 11) % 12 + 1, 2);
            case 'M' -> padded(date.getMinute(), 2);
            case 'S' -> padded(date.getSecond(), 2);
            case 'f' -> padded(date.getNano() / 1_000, 6);
            case 'p' -> date.getHour() < 12 ? "AM" : "PM";
            case 'a' -> date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'w' -> String.valueOf(date.getDayOfWeek().getValue() % 7);
            case 'u' -> String.valueOf(date.getDayOfWeek().getValue());
            case 'V' -> padded(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
            case 'G' -> padded(date.get(IsoFields.WEEK_BASED_YEAR), 4);
            case 's' -> String.valueOf(date.toEpochSecond());
            case 'z' -> zone(date.getOffset());
            case 'Z' -> date.getOffset().equals(ZoneOffset.UTC) ? "UTC" : zone(date.getOffset());
            case 'F' -> code(date, 'Y') + "-" + code(date, 'm') + "-" + code(date, 'd');
            case 'T' -> code(date, 'H') + ":" + code(date, 'M') + ":" + code(date, 'S');
            case '%' -> "%";
            default -> "%" + code;
        };
    }

    private static String zone(ZoneOffset offset) {
        var minutes = Math.abs(offset.getTotalSeconds()) / 60;
        return (offset.getTotalSeconds() < 0 ? "-" : "+") + padded(minutes / 60, 2) + padded(minutes % 60, 2);
    }

    private static String padded(int number, int digits) {
        var text = String.valueOf(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
