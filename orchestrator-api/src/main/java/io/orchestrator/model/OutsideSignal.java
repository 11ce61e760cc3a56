package io.orchestrator.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that has happened outside, for whichever job waits for it: its sender knows no job.
 *
 * @param id the same id twice is the same signal; empty where it is never sent twice
 * @param name of the signal
 * @param key what it is about, such as the number of an order
 * @param payload what it brings
 * @param ttlMs how long it is kept for jobs that come to wait later, milliseconds; 0 for those that wait now
 * @param actor who sends it; may be empty
 * @param sentAtMs epoch milliseconds
 */
public record OutsideSignal(
        String id, String name, String key, Value payload, long ttlMs, String actor, long sentAtMs) {

    /** How long a signal is kept where nobody says so: an hour. */
    public static final long DEFAULT_TTL_MS = 3_600_000;

    /** The longest that one is kept: seven days. */
    public static final long MAX_TTL_MS = 7 * 24 * 3_600_000L;

    /** The longest name, in characters. */
    public static final int MAX_NAME = 200;

    /** The longest key, in characters. */
    public static final int MAX_KEY = 500;

    /** The longest id, in characters. */
    public static final int MAX_ID = 200;

    /** The key of records about a name and key. */
    public static String recordKey(String name, String key) {
        return name + "/" + key;
    }

    /** Whether a control is how a job was told of a signal of this name and key that named no job. */
    public static boolean isControl(String controlId, String name, String key) {
        return controlId.startsWith(recordKey(name, key) + "/");
    }

    /** The id of the controls by which jobs are told of it. */
    public String controlId() {
        return recordKey(name, key) + "/" + id;
    }

    /** What is wrong with a name and key; empty where nothing is. */
    public static List<String> problems(String name, String key) {
        var problems = new ArrayList<String>();
        if (name.isEmpty() || name.length() > MAX_NAME || name.indexOf('/') >= 0 || hasControls(name)) {
            problems.add("the name must have 1 to " + MAX_NAME + " characters, without '/' and control characters");
        }
        if (key.isEmpty() || key.length() > MAX_KEY || hasControls(key)) {
            problems.add("the key must have 1 to " + MAX_KEY + " characters, without control characters");
        }
        return problems;
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** What is wrong with it; empty where nothing is. */
    public List<String> problems() {
        var problems = new ArrayList<>(problems(name, key));
        if (id.length() > MAX_ID || hasControls(id)) {
            problems.add("the id may have " + MAX_ID + " characters, without control characters");
        }
        if (ttlMs < 0 || ttlMs > MAX_TTL_MS) {
            problems.add("the time that it is kept must be from 0 to " + MAX_TTL_MS + " ms");
        }
        return problems;
    }
}
