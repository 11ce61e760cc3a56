package io.orchestrator.language.value;

import io.orchestrator.model.Value;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The names a template can see. Looking up is cheap and may load lazily; 10,000 names make no difference. */
public interface Scope {

    /**
     * The name under which a scope inside of loops gives them: a map from the loop's name to its variables
     * ({@code item}, {@code index}, {@code items}, ...), the outermost first. {@code $outer} is read from here.
     */
    String LOOPS = "$loops";

    /** The same of loops that have ended. */
    String PAST_LOOPS = "$past_loops";

    /**
     * The name's value, or null where the name is undefined. A field of an undefined name is looked up too, as {@code
     * name.field}: a scope may know something of what has no value.
     */
    @Nullable
    Value lookup(String name);

    /**
     * What a reference to a secret bears behind {@code secret:} in the text that is made; empty for nothing.
     *
     * @see io.orchestrator.model.SecretMark
     */
    default String secretMark() {
        return "";
    }

    /** Gives the values that are kept elsewhere. */
    default Opener opener() {
        return Opener.NONE;
    }

    /** Every name, for "did you mean"; only asked after a lookup failed. */
    Collection<String> names();

    /** A scope over a map. */
    static Scope of(Value.Dict values) {
        return new Scope() {
            @Override
            public @Nullable Value lookup(String name) {
                return values.get(name);
            }

            @Override
            public Collection<String> names() {
                return values.entries().keySet();
            }
        };
    }
}
