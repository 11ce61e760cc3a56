package io.orchestrator.coordinator.wire;

import io.orchestrator.config.Secret;
import io.orchestrator.model.TaskRef;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs commands and knows the signature again in what answers them. Not thread-safe. */
final class Claims {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    Claims(Secret secret) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Base64url, without padding, of the HMAC over {@code commandId|jobId|epoch|step|attempt}. */
    String sign(TaskRef task) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(task));
    }

    boolean verify(TaskRef task, String claim) {
        return MessageDigest.isEqual(
                sign(task).getBytes(StandardCharsets.US_ASCII), claim.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] hmac(TaskRef task) {
        var text =
                task.commandId() + "|" + task.jobId() + "|" + task.epoch() + "|" + task.step() + "|" + task.attempt();
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
