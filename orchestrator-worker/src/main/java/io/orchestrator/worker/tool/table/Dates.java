package io.orchestrator.worker.tool.table;

import io.orchestrator.model.Value;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Dates as text: ISO dates and times, with T or a space between, also with an offset, and {@code 2024/01/31}. */
public final class Dates {

    private static final int MAX_CHARS = 40;

    private static final List<Function<String, LocalDateTime>> FORMS = List.of(
            text -> LocalDate.parse(text).atStartOfDay(),
            text -> LocalDateTime.parse(text.replace(' ', 'T')),
            text -> OffsetDateTime.parse(text.replace(' ', 'T')).toLocalDateTime(),
            text -> LocalDate.parse(text, DateTimeFormatter.ofPattern("uuuu/MM/dd"))
                    .atStartOfDay());

    private Dates() {}

    public static Optional<LocalDateTime> parse(Value cell) {
        return cell instanceof Value.Text text ? parse(text.value().strip()) : Optional.empty();
    }

    private static Optional<LocalDateTime> parse(String text) {
        if (text.length() > MAX_CHARS || text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return Optional.empty();
        }
        return FORMS.stream()
                .map(form -> attempt(form, text))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<LocalDateTime> attempt(Function<String, LocalDateTime> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeParseException notThisForm) {
            return Optional.empty();
        }
    }

    /** 2024-01-31T00:00:00. */
    public static String iso(LocalDateTime time) {
        return time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"));
    }

    /**
     * The time in a format of {@code strftime}: %Y %y %m %d %H %I %M %S %p %b %B %a %A %j %F %T %%.
     *
     * @throws IllegalArgumentException naming another directive
     */
    public static String format(LocalDateTime time, String format) {
        var out = new StringBuilder();
        for (var i = 0; i < format.length(); i++) {
            var c = format.charAt(i);
            if (c == '%' && i + 1 < format.length()) {
                i++;
                out.append(directive(time, format.charAt(i)));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String directive(LocalDateTime time, char directive) {
        return switch (directive) {
            case 'Y' -> pattern(time, "uuuu");
            case 'y' -> pattern(time, "uu");
            case 'm' -> pattern(time, "MM");
            case 'd' -> pattern(time, "dd");
            case 'H' -> pattern(time, "HH");
            case 'I' -> pattern(time, "hh");
            case 'M' -> pattern(time, "mm");
            case 'S' -> pattern(time, "ss");
            case 'p' -> pattern(time, "a");
            case 'j' -> pattern(time, "DDD");
            case 'F' -> pattern(time, "uuuu-MM-dd");
            case 'T' -> pattern(time, "HH:mm:ss");
            case 'b' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case '%' -> "%";
            default -> throw new IllegalArgumentException("unknown date directive %" + directive);
        };
    }

    private static String pattern(LocalDateTime time, String pattern) {
        return time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }
}
