package io.orchestrator.compile.pipeline;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A document's identity: the same after comments, white space, quotes and line breaks have changed. */
final class PlanHash {

    private PlanHash() {}

    static String of(String dialect, Value document) {
        var text = dialect + "\n" + Json.write(document);
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
