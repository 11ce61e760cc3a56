package io.orchestrator.sealing;

import io.orchestrator.config.Secret;
import io.orchestrator.json.Json;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
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
 * Seals values and opens them again: AES-256-GCM with a random nonce, the job's id authenticated beside the value. The
 * key is derived from a secret text by HMAC-SHA256. Thread-safe.
 */
public final class Sealer {

    /** The shortest secret, in characters. */
    public static final int MIN_SECRET = 16;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String DERIVATION = "HmacSHA256";

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    private Sealer(SecretKey key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException where the secret has fewer than {@value #MIN_SECRET} characters */
    public static Sealer of(Secret secret) {
        if (secret.value().length() < MIN_SECRET) {
            throw new IllegalArgumentException("the sensitive key has fewer than " + MIN_SECRET + " characters");
        }
        try {
            var mac = Mac.getInstance(DERIVATION);
            mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), DERIVATION));
            var derived = mac.doFinal("orchestrator sealed v1".getBytes(StandardCharsets.US_ASCII));
            return new Sealer(new SecretKeySpec(derived, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + DERIVATION, e);
        }
    }

    /** The sealed text of a value of any type, for one job. */
    public String seal(Value value, String jobId) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, jobId);
            var sealed = cipher.doFinal(Json.write(value).getBytes(StandardCharsets.UTF_8));
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

    private Cipher cipher(int mode, byte[] nonce, String jobId) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(jobId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
