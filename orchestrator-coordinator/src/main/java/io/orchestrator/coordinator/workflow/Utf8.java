package io.orchestrator.coordinator.workflow;

import java.nio.charset.StandardCharsets;

/** Text to and from bytes. */
final class Utf8 {

    private Utf8() {}

    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
