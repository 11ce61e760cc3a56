package io.orchestrator.artifact;

import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells the marks of somebody who knows a key from texts that look like them. A worker's key is the claim of the command
 * that it answers, a coordinator's the secret by which claims are made.
 */
public final class MarkSignature {

    private static final String ALGORITHM = "HmacSHA256";

    private MarkSignature() {}

    /** A text pretends to be a mark. */
    public static final class ForgedMarkException extends Exception {
        private static final long serialVersionUID = 1L;

        ForgedMarkException() {
            super("a text pretends to stand for an artifact ('" + ArtifactMark.PREFIX + "...')");
        }
    }

    /** The mark's text with the signature behind it: HMAC-SHA256 over {@code jobId|mark}, base64url without padding. */
    public static String sign(String key, String jobId, ArtifactMark mark) {
        return mark.text() + ":" + signature(key, jobId, mark);
    }

    /** The value with every mark inside signed. */
    public static Value.Dict signAll(String key, String jobId, Value.Dict dict) {
        return ArtifactMark.isInside(dict)
                ? dict.mapTexts(text -> ArtifactMark.of(text)
                        .<Value>map(mark -> Value.of(sign(key, jobId, mark)))
                        .orElse(text))
                : dict;
    }

    /**
     * The value with every mark inside without its signature.
     *
     * @throws ForgedMarkException where one has none of this key and job
     */
    public static Value.Dict accept(String key, String jobId, Value.Dict dict) throws ForgedMarkException {
        if (!ArtifactMark.isInside(dict)) {
            return dict;
        }
        if (!allSigned(key, jobId, dict)) {
            throw new ForgedMarkException();
        }
        return dict.mapTexts(text -> text instanceof Value.Text words
                ? ArtifactMark.signed(words.value())
                        .<Value>map(found -> Value.of(found.mark().text()))
                        .orElse(text)
                : text);
    }

    private static boolean allSigned(String key, String jobId, Value value) {
        return switch (value) {
            case Value.Text text ->
                ArtifactMark.signed(text.value())
                        .map(found -> isSigned(key, jobId, found))
                        .orElse(true);
            case Value.Array array -> array.items().stream().allMatch(item -> allSigned(key, jobId, item));
            case Value.Dict dict -> dict.entries().values().stream().allMatch(item -> allSigned(key, jobId, item));
            case Value.Null n -> true;
            case Value.Bool b -> true;
            case Value.Int i -> true;
            case Value.BigInt i -> true;
            case Value.Real r -> true;
        };
    }

    private static boolean isSigned(String key, String jobId, ArtifactMark.Signed found) {
        return MessageDigest.isEqual(
                signature(key, jobId, found.mark()).getBytes(StandardCharsets.US_ASCII),
                found.signature().getBytes(StandardCharsets.US_ASCII));
    }

    private static String signature(String key, String jobId, ArtifactMark mark) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            var text = jobId + "|" + mark.text();
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
