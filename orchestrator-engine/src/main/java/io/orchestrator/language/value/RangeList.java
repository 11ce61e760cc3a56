package io.orchestrator.language.value;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The numbers of {@code range(start, stop, step)}, made on access. */
public final class RangeList extends AbstractList<Item> implements RandomAccess {

    private final long start;
    private final long stop;
    private final long step;
    private final int size;

    public RangeList(long start, long stop, long step, int size) {
        this.start = start;
        this.stop = stop;
        this.step = step;
        this.size = size;
    }

    /** How many numbers there are, as a double since it may exceed any integer. */
    public static double count(long start, long stop, long step) {
        return Math.max(0, Math.ceil(((double) stop - (double) start) / step));
    }

    /** The numbers at {@code from}, {@code from + by}, ... before {@code to}, so many. */
    public RangeList part(long from, long to, long by, int count) {
        return new RangeList(start + from * step, start + to * step, by * step, count);
    }

    /** As Python prints it. */
    public String describe() {
        return "range(" + start + ", " + stop + (step == 1 ? "" : ", " + step) + ")";
    }

    @Override
    public Item get(int index) {
        return new Item.Int(start + index * step);
    }

    @Override
    public int size() {
        return size;
    }
}
