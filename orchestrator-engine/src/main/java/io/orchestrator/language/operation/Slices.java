package io.orchestrator.language.operation;

import io.orchestrator.language.text.CodePoints;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.RangeList;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Python's slices of texts and lists. */
public final class Slices {

    private Slices() {}

    /** A bound of a slice: an integer, or null for None. */
    public static @Nullable Long bound(Run run, Item item) {
        return switch (Numbers.plain(item)) {
            case Item.Int number -> number.value();
            case Item.Bool bool -> bool.value() ? 1L : 0L;
            case Item.None none -> null;
            default -> throw run.type("a slice needs integers, not " + item.typeName());
        };
    }

    /** The part from {@code start} to before {@code stop}, every {@code by}-th. */
    public static Item of(Run run, Item whole, @Nullable Long start, @Nullable Long stop, long by) {
        if (by == 0) {
            throw run.type("the step of a slice cannot be zero");
        }
        var step = Math.clamp(by, -Bounds.SEQUENCE, Bounds.SEQUENCE);
        return switch (whole) {
            case Item.Str text -> text(run, text.value(), start, stop, step);
            case Seq seq -> {
                var size = seq.items().size();
                var end = end(stop, size, step);
                if (seq.items() instanceof RangeList range) {
                    yield part(range, begin(start, size, step), end, step);
                }
                var items = new ArrayList<Item>();
                for (var at = begin(start, size, step); step > 0 ? at < end : at > end; at += step) {
                    run.step();
                    items.add(seq.items().get((int) at));
                }
                yield new Seq(seq.kind().fixed() ? Seq.Kind.TUPLE : Seq.Kind.LIST, items);
            }
            default -> throw run.type("a value of type " + whole.typeName() + " has no slices");
        };
    }

    private static Seq part(RangeList range, long begin, long end, long step) {
        var distance = step > 0 ? end - begin : begin - end;
        var count = Math.max(0, Math.ceilDiv(distance, Math.abs(step)));
        return new Seq(Seq.Kind.RANGE, range.part(begin, end, step, (int) count));
    }

    private static Item text(Run run, String text, @Nullable Long start, @Nullable Long stop, long step) {
        var points = CodePoints.of(run, text);
        var begin = begin(start, points.length(), step);
        var end = end(stop, points.length(), step);
        if (step == 1) {
            return begin >= end ? Item.Str.EMPTY : Item.of(run.text(points.substring((int) begin, (int) end)));
        }
        run.scan(text);
        var characters = text.codePoints().toArray();
        var out = new StringBuilder();
        for (var at = begin; step > 0 ? at < end : at > end; at += step) {
            out.appendCodePoint(characters[(int) at]);
        }
        return Item.of(run.text(out.toString()));
    }

    private static long begin(@Nullable Long start, int size, long step) {
        if (start == null) {
            return step > 0 ? 0 : size - 1;
        }
        return clamp(start, size, step);
    }

    private static long end(@Nullable Long stop, int size, long step) {
        if (stop == null) {
            return step > 0 ? size : -1;
        }
        return clamp(stop, size, step);
    }

    private static long clamp(long index, int size, long step) {
        var position = index < 0 ? index + size : index;
        return step > 0 ? Math.clamp(position, 0, size) : Math.clamp(position, -1, size - 1);
    }
}
