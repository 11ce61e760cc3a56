package io.orchestrator.artifact;

import io.orchestrator.artifact.ArtifactException.Reason;
import io.orchestrator.client.JobIds;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of S3, or of a server that speaks its protocol. The SDK tries again by itself what may pass. */
public final class S3Store implements ArtifactStore {

    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final ArtifactConfig.S3 config;

    private S3Store(S3Client client, ArtifactConfig.S3 config) {
        this.client = client;
        this.config = config;
    }

    public static S3Store create(ArtifactConfig.S3 config) {
        var builder = S3Client.builder()
                .region(Region.of(config.region()))
                .forcePathStyle(config.pathStyle() == ArtifactConfig.Addressing.PATH)
                .credentialsProvider(credentials(config))
                // Content is checked by its name; servers that are not Amazon's do not all know the newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SOCKET_TIMEOUT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(CALL_TIMEOUT)
                        .build());
        config.endpoint().ifPresent(builder::endpointOverride);
        return new S3Store(builder.build(), config);
    }

    private static AwsCredentialsProvider credentials(ArtifactConfig.S3 config) {
        return config.keys()
                .<AwsCredentialsProvider>map(keys -> StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        keys.accessKey(), keys.secretKey().value())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    @Override
    public void put(String jobId, String sha256, byte[] content) {
        var key = key(jobId, sha256);
        try {
            if (!exists(key)) {
                client.putObject(request -> request.bucket(config.bucket()).key(key), RequestBody.fromBytes(content));
            }
        } catch (SdkException e) {
            throw unreachable("write", e);
        }
    }

    private boolean exists(String key) {
        try {
            client.headObject(request -> request.bucket(config.bucket()).key(key));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public InputStream read(String jobId, String sha256) {
        var key = key(jobId, sha256);
        try {
            return client.getObject(request -> request.bucket(config.bucket()).key(key));
        } catch (NoSuchKeyException e) {
            throw missing(key, e);
        } catch (SdkException e) {
            throw unreachable("read", e);
        }
    }

    @Override
    public void copy(String fromJobId, String toJobId, String sha256) {
        var from = key(fromJobId, sha256);
        var to = key(toJobId, sha256);
        try {
            if (!exists(to)) {
                client.copyObject(request -> request.sourceBucket(config.bucket())
                        .sourceKey(from)
                        .destinationBucket(config.bucket())
                        .destinationKey(to));
            }
        } catch (S3Exception e) {
            throw e.statusCode() == NOT_FOUND ? missing(from, e) : unreachable("copy", e);
        } catch (SdkException e) {
            throw unreachable("copy", e);
        }
    }

    @Override
    public boolean delete(String jobId, int limit) {
        if (!JobIds.valid(jobId)) {
            throw new IllegalArgumentException("no job id: " + jobId);
        }
        try {
            var listed = client.listObjectsV2(request -> request.bucket(config.bucket())
                    .prefix(config.prefix() + jobId + "/")
                    .maxKeys(limit));
            listed.contents()
                    .forEach(found -> client.deleteObject(
                            request -> request.bucket(config.bucket()).key(found.key())));
            return !Boolean.TRUE.equals(listed.isTruncated());
        } catch (SdkException e) {
            throw unreachable("delete", e);
        }
    }

    @Override
    public void check() {
        var key = config.prefix() + ".parts/" + UUID.randomUUID();
        try {
            client.putObject(request -> request.bucket(config.bucket()).key(key), RequestBody.fromBytes(new byte[1]));
            client.deleteObject(request -> request.bucket(config.bucket()).key(key));
        } catch (SdkException e) {
            throw unreachable("write", e);
        }
    }

    @Override
    public String place() {
        return "the bucket " + config.bucket()
                + config.endpoint().map(at -> " at " + at).orElse(" of Amazon S3");
    }

    @Override
    public void close() {
        client.close();
    }

    private String key(String jobId, String sha256) {
        ArtifactStore.requireName(jobId, sha256);
        return config.prefix() + jobId + "/" + sha256;
    }

    private ArtifactException missing(String key, SdkException cause) {
        return new ArtifactException(
                Reason.MISSING,
                "an artifact is not there: " + key + " in " + place() + "; all coordinators and workers need the same"
                        + " store, and a job's artifacts go when it does, or by a rule of the bucket",
                cause);
    }

    private ArtifactException unreachable(String what, SdkException cause) {
        return new ArtifactException(
                Reason.UNREACHABLE,
                "cannot " + what + " artifacts in " + place() + " (" + cause.getMessage()
                        + "): see to the settings artifacts.s3.*, the rights of their keys, and the server",
                cause);
    }
}
