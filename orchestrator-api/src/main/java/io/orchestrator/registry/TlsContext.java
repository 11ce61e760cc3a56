package io.orchestrator.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS from {@code schema.registry.ssl.*}: trust and key stores of the types PKCS12, JKS and PEM. */
final class TlsContext {

    private static final String PREFIX = "schema.registry.ssl.";
    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** PKCS#8 does not say the algorithm in a way that the JDK would pick up by itself. */
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private TlsContext() {}

    /**
     * Empty where neither a trust store nor a key store is given.
     *
     * @throws IllegalArgumentException where a store cannot be used; passwords are not part of the message
     */
    static Optional<SSLContext> from(Map<String, ?> properties) {
        var trust = store(properties, "truststore");
        var keys = store(properties, "keystore");
        if (trust == null && keys == null) {
            return Optional.empty();
        }
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    keys == null ? null : keyManagers(keys, keyPassword(properties)),
                    trust == null ? null : trustManagers(trust),
                    null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(PREFIX + "*: TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static char[] keyPassword(Map<String, ?> properties) {
        var own = RegistryConfig.text(properties, PREFIX + "key.password");
        return (own.isEmpty() ? RegistryConfig.text(properties, PREFIX + "keystore.password") : own).toCharArray();
    }

    private static KeyManager[] keyManagers(KeyStore keys, char[] password) throws GeneralSecurityException {
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trustManagers(KeyStore trust) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trust);
        return factory.getTrustManagers();
    }

    private static @Nullable KeyStore store(Map<String, ?> properties, String kind) {
        var location = RegistryConfig.text(properties, PREFIX + kind + ".location");
        if (location.isEmpty()) {
            return null;
        }
        var given = RegistryConfig.text(properties, PREFIX + kind + ".type");
        var type = given.isEmpty() ? "PKCS12" : given;
        var password =
                RegistryConfig.text(properties, PREFIX + kind + ".password").toCharArray();
        try {
            return type.equals("PEM")
                    ? pem(Path.of(location), keyPassword(properties))
                    : load(type, Path.of(location), password);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    PREFIX + kind + ".location: the " + type + " store " + location + " cannot be read: "
                            + e.getMessage() + "; check its path, type and password",
                    e);
        }
    }

    private static KeyStore load(String type, Path file, char[] password) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(type);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    /** Certificates, and an unencrypted PKCS#8 key where the file has one: then the certificates are its chain. */
    private static KeyStore pem(Path file, char[] keyPassword) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] certificates;
        try (InputStream in = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
        }
        var key = PEM_KEY.matcher(Files.readString(file));
        if (key.find()) {
            store.setKeyEntry("key", privateKey(key.group(1)), keyPassword, certificates);
            return store;
        }
        for (int i = 0; i < certificates.length; i++) {
            store.setCertificateEntry("certificate-" + i, certificates[i]);
        }
        return store;
    }

    private static PrivateKey privateKey(String base64) throws GeneralSecurityException {
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // Not of this algorithm: the next one is tried, and the end of the list is an error.
            }
        }
        throw new InvalidKeySpecException("the private key is none of " + KEY_ALGORITHMS);
    }
}
