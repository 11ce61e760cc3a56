package io.orchestrator.plan;

import java.util.regex.Pattern;

/** What Kafka allows as the name of a topic. */
public final class TopicName {

    /** For messages: what is allowed. */
    public static final String RULE = "use 1 to 249 letters, digits, '.', '_' and '-', and not '.' or '..' alone";

    private static final Pattern LEGAL = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    private TopicName() {}

    /** Whether a topic can have that name. */
    public static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches();
    }
}
