package io.orchestrator.worker.tool.process;

import java.nio.charset.StandardCharsets;

/**
 * The beginning of an output.
 *
 * @param text as UTF-8, bytes that are none replaced; where something is left out, a last line says how much
 * @param truncated whether something is left out
 */
record Captured(String text, boolean truncated) {

    /**
     * @param kept the first bytes
     * @param totalBytes how many there were
     */
    static Captured from(byte[] kept, long totalBytes) {
        if (totalBytes <= kept.length) {
            return new Captured(new String(kept, StandardCharsets.UTF_8), false);
        }
        var text = new String(kept, 0, wholeCharacters(kept), StandardCharsets.UTF_8);
        return new Captured(
                text + "\n[output truncated: " + kept.length + " of " + totalBytes + " bytes kept]\n", true);
    }

    /** The length without a last character that the limit cut in two. */
    private static int wholeCharacters(byte[] kept) {
        var start = kept.length - 1;
        while (start > 0 && kept.length - start < 4 && (kept[start] & 0xC0) == 0x80) {
            start--;
        }
        var lead = start < 0 ? 0 : kept[start] & 0xFF;
        var length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return start + length > kept.length ? start : kept.length;
    }
}
