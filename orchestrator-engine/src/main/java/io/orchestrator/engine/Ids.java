package io.orchestrator.engine;

import io.orchestrator.model.TaskRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Derived ids and fractions: the same question always gets the same answer. */
final class Ids {

    private static final int ID_BYTES = 16;

    /** A job id has at most 128 characters, a command id 32. */
    private static final int MAX_NAME = 95;

    private Ids() {}

    static TaskRef task(String jobId, int epoch, String step, int attempt) {
        return new TaskRef(hash(jobId + "|" + epoch + "|" + step + "|" + attempt), jobId, epoch, step, attempt);
    }

    /**
     * The attempt with the id of its command. What it says is in the id: a coordinator that begins anew may take another
     * result of a step before, and the answer to the command that it had sent then is none to the one it sends now.
     */
    static TaskRef command(TaskRef attempt, String content) {
        return new TaskRef(
                hash(attempt.commandId() + "|" + content),
                attempt.jobId(),
                attempt.epoch(),
                attempt.step(),
                attempt.attempt());
    }

    /** The job that runs a workflow for an attempt; what job ids may not have becomes a dash, a long name is cut. */
    static String child(String workflow, String commandId) {
        var version = workflow.indexOf('@');
        var id = version < 0 ? workflow : workflow.substring(0, version);
        var name = id.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
        var start = name.isEmpty() ? "job" : name.substring(0, Math.min(name.length(), MAX_NAME));
        return start + "-" + commandId;
    }

    /** What references to secrets bear in a command: 16 hexadecimal digits that only this command has. */
    static String secretMark(String commandId) {
        return hash(commandId + "|secrets").substring(0, 16);
    }

    /** A number from 0 up to 1 that depends only on the id. */
    static double fraction(String commandId) {
        return Integer.toUnsignedLong(Integer.parseUnsignedInt(commandId.substring(0, 8), 16)) / 4294967296.0;
    }

    /** Lower-case hex. */
    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(digest(text.getBytes(StandardCharsets.UTF_8)), 0, ID_BYTES);
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
