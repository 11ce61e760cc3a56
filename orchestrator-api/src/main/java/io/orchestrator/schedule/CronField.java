package io.orchestrator.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One field of a cron expression: {@code *}, {@code 5}, {@code 1-5}, {@code 0-30/5}, {@code 10/5} (from 10 on), and lists of
 * these between commas.
 *
 * @param name for messages
 * @param min the least number
 * @param max the greatest number
 * @param names that stand for the numbers from {@code namedFrom} on
 * @param namedFrom the number of the first name
 */
record CronField(String name, int min, int max, List<String> names, int namedFrom) {

    static final CronField SECOND = new CronField("second", 0, 59, List.of(), 0);
    static final CronField MINUTE = new CronField("minute", 0, 59, List.of(), 0);
    static final CronField HOUR = new CronField("hour", 0, 23, List.of(), 0);
    static final CronField DAY = new CronField("day of month", 1, 31, List.of(), 1);
    static final CronField MONTH = new CronField(
            "month",
            1,
            12,
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
            1);
    /** 0 and 7 are Sunday. */
    static final CronField WEEKDAY =
            new CronField("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), 0);

    /** @throws IllegalArgumentException where the text has another form; the message is for its author */
    BitSet parse(String text) {
        var numbers = new BitSet(max + 1);
        for (String part : text.split(",", -1)) {
            add(part, numbers);
        }
        return numbers;
    }

    private void add(String part, BitSet numbers) {
        var stepped = part.split("/", -1);
        if (stepped.length > 2) {
            throw wrong(part, "has more than one '/'");
        }
        var step = stepped.length == 1 ? 1 : step(stepped[1], part);
        var range = stepped[0];
        var from = min;
        var to = max;
        if (!range.equals("*")) {
            var ends = range.split("-", -1);
            if (ends.length > 2) {
                throw wrong(part, "has more than one '-'");
            }
            from = number(ends[0], part);
            var open = ends.length == 1 && stepped.length == 2;
            to = ends.length == 2 ? number(ends[1], part) : open ? max : from;
            if (to < from) {
                throw wrong(part, "ends before it begins");
            }
        }
        for (int number = from; number <= to; number += step) {
            numbers.set(number);
        }
    }

    private int step(String text, String part) {
        var step = whole(text);
        if (step < 1 || step > max) {
            throw wrong(part, "has the step '" + text + "': give a whole number from 1 to " + max);
        }
        return step;
    }

    private int number(String text, String part) {
        var named = names.indexOf(text.toUpperCase(Locale.ROOT));
        var number = named >= 0 ? named + namedFrom : whole(text);
        if (number < min || number > max) {
            var also = names.isEmpty() ? "" : ", or " + names.getFirst() + " to " + names.getLast();
            throw wrong(part, "has '" + text + "': give a whole number from " + min + " to " + max + also);
        }
        return number;
    }

    /** -1 where it is none. */
    private static int whole(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    }

    private IllegalArgumentException wrong(String part, String what) {
        return new IllegalArgumentException("the field '" + name + "' (" + part + ") " + what);
    }
}
