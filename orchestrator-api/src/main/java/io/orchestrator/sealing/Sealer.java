package io.orchestrator.sealing;

import io.orchestrator.config.Secret;
import io.orchestrator.json.Json;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals values and opens them again: AES-256-GCM, the job's id authenticated beside the value. The nonce is made of value
 * and job, so that a decision that is made again gives the same bytes; who sees two sealed texts of one job learns
 * whether their values are equal, and nothing else. The keys are derived from a secret text by HMAC-SHA256. Thread-safe.
 */
public final class Sealer {

    /** The shortest secret, in characters. */
    public static final int MIN_SECRET = 16;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String DERIVATION = "HmacSHA256";

    private final SecretKey key;
    private final SecretKey nonceKey;

    private Sealer(SecretKey key, SecretKey nonceKey) {
        this.key = key;
        this.nonceKey = nonceKey;
    }

    /** @throws IllegalArgumentException where the secret has fewer than {@value #MIN_SECRET} characters */
    public static Sealer of(Secret secret) {
        if (secret.value().length() < MIN_SECRET) {
            throw new IllegalArgumentException("the sensitive key has fewer than " + MIN_SECRET + " characters");
        }
        try {
            var root = new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), DERIVATION);
            return new Sealer(
                    new SecretKeySpec(mac(root, "orchestrator sealed v1"), "AES"),
                    new SecretKeySpec(mac(root, "orchestrator nonce v1"), DERIVATION));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + DERIVATION, e);
        }
    }

    /** The sealed text of a value of any type, for one job. */
    public String seal(Value value, String jobId) {
        var json = Json.write(value);
        try {
            var nonce = Arrays.copyOf(mac(nonceKey, jobId + '\n' + json), NONCE_BYTES);
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, jobId);
            var sealed = cipher.doFinal(json.getBytes(StandardCharsets.UTF_8));
            var all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return SealedText.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    /** The value; empty where the text is none that this key sealed for this job. */
    public Optional<Value> open(String sealed, String jobId) {
        if (!sealed.startsWith(SealedText.PREFIX)) {
            return Optional.empty();
        }
        try {
            var all = Base64.getUrlDecoder().decode(sealed.substring(SealedText.PREFIX.length()));
            if (all.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES), jobId);
            var json = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return Optional.of(Json.parse(new String(json, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | AEADBadTagException | Json.InvalidJsonException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    private static byte[] mac(SecretKey key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance(DERIVATION);
        mac.init(key);
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private Cipher cipher(int mode, byte[] nonce, String jobId) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(jobId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
