package io.orchestrator.artifact;

import io.orchestrator.config.Secret;
import io.orchestrator.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where large values are kept; the same for all coordinators and workers. */
public sealed interface ArtifactConfig {

    /** The setting that says which kind of store there is. */
    String KIND = "artifacts.store";

    /** The setting of the folder. */
    String FOLDER = "artifacts.folder";

    /** @param folder of this machine, or one that all have mounted */
    record Folder(Path folder) implements ArtifactConfig {}

    /** Values stay in their records, and what is too large for one is refused. */
    record Inline() implements ArtifactConfig {}

    /**
     * An S3 bucket.
     *
     * @param bucket there already
     * @param prefix in front of every key; empty or ends with {@code /}
     * @param region of the bucket
     * @param endpoint of a server that is not Amazon's; empty for theirs
     * @param pathStyle whether the bucket is in the path and not in the host's name
     * @param keys empty for what the SDK finds: environment, profile, the machine's role
     */
    record S3(
            String bucket,
            String prefix,
            String region,
            Optional<URI> endpoint,
            Addressing pathStyle,
            Optional<Keys> keys)
            implements ArtifactConfig {}

    /** Where the bucket is named. */
    enum Addressing {
        PATH,
        HOST
    }

    /**
     * @param accessKey public
     * @param secretKey secret
     */
    record Keys(String accessKey, Secret secretKey) {}

    /**
     * Reads {@code artifacts.*}. A folder that is set is used; where nothing is set, values stay inline: a process cannot
     * know that a folder of its own is not the only one.
     *
     * @param settings problems are remembered in it
     */
    static ArtifactConfig read(Settings settings) {
        var folder = settings.text(FOLDER).map(Path::of);
        var s3 = s3(settings);
        var kind = settings.text(KIND, folder.isPresent() ? "folder" : "inline");
        return switch (kind) {
            case "folder" -> {
                if (folder.isEmpty()) {
                    settings.problem(FOLDER, "is required where " + KIND + " is folder");
                }
                yield folder.<ArtifactConfig>map(Folder::new).orElseGet(Inline::new);
            }
            case "inline" -> new Inline();
            case "s3" -> {
                if (s3.bucket().isEmpty()) {
                    settings.problem("artifacts.s3.bucket", "is required where " + KIND + " is s3");
                }
                yield s3;
            }
            default -> {
                settings.problem(KIND, "'" + kind + "' is none of folder, s3, inline");
                yield new Inline();
            }
        };
    }

    private static S3 s3(Settings settings) {
        var accessKey = settings.text("artifacts.s3.access.key");
        var secretKey = settings.secret("artifacts.s3.secret.key");
        if (accessKey.isPresent() == secretKey.isEmpty()) {
            settings.problem("artifacts.s3.access.key", "and artifacts.s3.secret.key are set together, or neither is");
        }
        var endpoint = settings.text("artifacts.s3.endpoint");
        var prefix = settings.text("artifacts.s3.prefix", "");
        return new S3(
                settings.text("artifacts.s3.bucket", ""),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                settings.text("artifacts.s3.region", "us-east-1"),
                endpoint.flatMap(text -> uri(settings, text)),
                settings.flag("artifacts.s3.path.style", endpoint.isPresent()) ? Addressing.PATH : Addressing.HOST,
                accessKey.map(key -> new Keys(key, secretKey)));
    }

    private static Optional<URI> uri(Settings settings, String text) {
        try {
            var uri = URI.create(text);
            if (uri.getScheme() != null && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            settings.problem("artifacts.s3.endpoint", "is no address: " + e.getMessage());
            return Optional.empty();
        }
        settings.problem("artifacts.s3.endpoint", "'" + text + "' is no address of the form http://host:port");
        return Optional.empty();
    }

    /** The store; nothing is connected to yet. */
    default LargeValues open() {
        return switch (this) {
            case Folder folder -> LargeValues.in(new FolderStore(folder.folder()));
            case S3 s3 -> LargeValues.in(S3Store.create(s3));
            case Inline inline -> LargeValues.inline();
        };
    }
}
