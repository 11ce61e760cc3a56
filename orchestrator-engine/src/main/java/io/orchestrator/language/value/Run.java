package io.orchestrator.language.value;

import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One evaluation: what it can see, what it may still spend, and where in the source it is. Used by one thread. */
public final class Run {

    private final Scope scope;
    private long steps = Bounds.STEPS;
    private int loopItems = Bounds.LOOP_ITEMS;
    private int dataDepth;
    private int macroDepth;
    private int offset;
    private @Nullable Frame frame;
    private @Nullable Object whole;
    private HandOn handOn = HandOn.ANY;
    private @Nullable Value handedOn;

    public Run(Scope scope) {
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    /** See {@link Scope#secretMark}. */
    public String secretMark() {
        return scope.secretMark();
    }

    /** Marks the place that the next error is about. */
    public void at(int newOffset) {
        offset = newOffset;
    }

    /** The value of a name: the innermost block's, else the scope's, else null. */
    @Nullable
    public Item lookup(String name) {
        if (frame != null) {
            var local = Frame.find(frame, name);
            if (local != null) {
                return local;
            }
        }
        var value = scope.lookup(name);
        return value == null ? null : Item.of(value, scope.opener());
    }

    /** What becomes of a mark at which the path ends that is all of a template. */
    public enum HandOn {
        /** It is the result: nobody looks into the value. */
        ANY,
        /** The same, where it stands for a text. */
        TEXT
    }

    /** Lets a node, which is all of a template, end in a mark; {@link #handedOn} is the result then. */
    public void mayHandOn(Object node, HandOn what) {
        if (!scope.opener().equals(Opener.NONE)) {
            whole = node;
            handOn = what;
        }
    }

    /** Whether the node may end in a mark: it is that very one, not one that is like it. */
    @SuppressWarnings("ReferenceEquality")
    public boolean isWhole(Object node) {
        return whole == node;
    }

    /** As {@link #handsOn}, of a name of the scope. */
    public boolean handsOn(String name) {
        return (frame == null || Frame.find(frame, name) == null) && handsOn(scope.lookup(name));
    }

    /** Whether the value is a mark that is handed on; what the node gives then counts for nothing. */
    public boolean handsOn(@Nullable Value end) {
        var mark = end == null ? Optional.<ArtifactMark>empty() : ArtifactMark.of(end);
        if (mark.isEmpty() || (handOn == HandOn.TEXT && mark.get().kind() != ArtifactMark.Kind.TEXT)) {
            return false;
        }
        handedOn = end;
        return true;
    }

    /** The mark that is the template's value; null where there is none. */
    @Nullable
    public Value handedOn() {
        return handedOn;
    }

    /** The names of the block that runs, null where none has bound a name yet. */
    @Nullable
    public Frame frame() {
        return frame;
    }

    /** Enters other names and gives those that were there, for the caller to restore. */
    @Nullable
    public Frame swap(@Nullable Frame next) {
        var before = frame;
        frame = next;
        return before;
    }

    /** The names of the block that runs, made where there were none. */
    public Frame ownFrame() {
        if (frame == null) {
            frame = new Frame(null);
        }
        return frame;
    }

    /** Binds a name in the block that runs. */
    public void bind(String name, Item value) {
        ownFrame().set(name, value);
    }

    public void step() {
        if (--steps < 0) {
            throw exhausted();
        }
    }

    public void charge(long units) {
        steps -= units;
        if (steps < 0) {
            throw exhausted();
        }
    }

    /** Pays for a text that is made or read once, and bounds its length. */
    public String text(String made) {
        chargeText(made.length());
        return made;
    }

    /** Pays for a text of this length, and bounds it. */
    public void chargeText(long chars) {
        if (chars > Bounds.SEQUENCE) {
            throw limit("a text of more than " + Bounds.SEQUENCE + " characters");
        }
        charge(1 + chars / Bounds.CHARS_A_STEP);
    }

    /** Pays for looking at every character of a text, and bounds its length. */
    public void scan(String text) {
        if (text.length() > Bounds.SEQUENCE) {
            throw limit("a text of more than " + Bounds.SEQUENCE + " characters");
        }
        charge(1 + text.length() / Bounds.READS_A_STEP);
    }

    /** Pays for a list of this length, and bounds it. */
    public void chargeItems(long count) {
        if (count > Bounds.SEQUENCE) {
            throw limit("a list of more than " + Bounds.SEQUENCE + " elements");
        }
        charge(1 + count);
    }

    public void chargeLoop(long items) {
        if (items > loopItems) {
            throw limit("more than " + Bounds.LOOP_ITEMS + " rounds of loops");
        }
        loopItems -= (int) items;
        charge(items);
    }

    public void descend() {
        if (++dataDepth > Bounds.DATA_DEPTH) {
            throw limit("data nested more than " + Bounds.DATA_DEPTH + " deep");
        }
    }

    public void ascend() {
        dataDepth--;
    }

    public void enterMacro() {
        if (++macroDepth > Bounds.MACRO_DEPTH) {
            throw limit("macros calling one another more than " + Bounds.MACRO_DEPTH + " deep");
        }
    }

    public void leaveMacro() {
        macroDepth--;
    }

    /** The item itself, which must have a value. */
    public Item defined(Item item) {
        if (item instanceof Undefined undefined) {
            refuse(undefined);
        }
        return item;
    }

    /** Fails, unless it is {@link Undefined#NOTHING}. */
    public void refuse(Undefined undefined) {
        if (!undefined.equals(Undefined.NOTHING)) {
            throw undefined(undefined);
        }
    }

    public LanguageException undefined(Undefined undefined) {
        return new LanguageException(Kind.UNDEFINED, offset, Missing.describe(undefined, scope));
    }

    public LanguageException type(String message) {
        return new LanguageException(Kind.TYPE, offset, message);
    }

    public LanguageException limit(String what) {
        return new LanguageException(Kind.LIMIT, offset, "the bound is exceeded: " + what);
    }

    public LanguageException security(String message) {
        return new LanguageException(Kind.SECURITY, offset, message);
    }

    public LanguageException unknown(String message) {
        return new LanguageException(Kind.SYNTAX, offset, message);
    }

    private LanguageException exhausted() {
        return limit("more than " + Bounds.STEPS + " steps of work");
    }
}
