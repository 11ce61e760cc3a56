package io.orchestrator.cli.doctor;

/**
 * What was found about one thing.
 *
 * @param area what it belongs to, for example {@code brokers}
 * @param name of the setting or thing
 * @param verdict whether it is as it should be
 * @param is what it is
 * @param should what it should be
 * @param cost what it costs as it is, or would cost
 * @param change the command or setting that changes it; empty where nothing is to be changed
 */
public record Check(String area, String name, Verdict verdict, String is, String should, String cost, String change) {

    /** Whether a thing is as it should be. */
    public enum Verdict {
        OK,
        /** A choice that one can live with, and that costs something. */
        COSTLY,
        /** Has to be changed. */
        WRONG,
        /** Could not be read. */
        UNKNOWN
    }

    static Check ok(String area, String name, String is) {
        return new Check(area, name, Verdict.OK, is, is, "", "");
    }

    /** @param problem why it cannot be told, and what to do */
    static Check unknown(String area, String name, String problem) {
        return new Check(area, name, Verdict.UNKNOWN, "not known: " + problem, "", "", "");
    }
}
