package io.orchestrator.worker.run;

import io.orchestrator.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets of this worker: {@code ORCHESTRATOR_SECRET_<NAME>} in its environment, else a file of that name in its
 * secrets folder, read anew each time so that a rotated secret counts at once. Thread-safe.
 */
public final class SecretStore {

    /** Before the name, in upper case with underscores, in the environment. */
    public static final String VARIABLE_PREFIX = "ORCHESTRATOR_SECRET_";

    /** The largest secret file. */
    static final int MAX_BYTES = 64 * 1024;

    /** The most files whose values are known from the start for masking. */
    static final int MAX_FILES = 1_000;

    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Optional<Path> folder;
    private final Set<String> seen = new HashSet<>();
    private volatile Mask mask;

    private SecretStore(Map<String, String> environment, Optional<Path> folder, Collection<Secret> others) {
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLE_PREFIX)) {
                variables.put(name, value);
            }
        });
        this.folder = folder;
        seen.addAll(variables.values());
        others.forEach(secret -> seen.add(secret.value()));
        folder.ifPresent(this::readAll);
        mask = Mask.of(seen);
    }

    /**
     * @param environment all variables of the process
     * @param folder one file a secret; empty for none
     * @param others values that nobody asks for by name, but that must not show: keys of model providers
     * @throws UncheckedIOException where the folder cannot be listed
     */
    public static SecretStore create(
            Map<String, String> environment, Optional<Path> folder, Collection<Secret> others) {
        return new SecretStore(environment, folder, others);
    }

    /** The value; from now on it is masked. Empty where there is no such secret. */
    Optional<String> find(String name) {
        var variable = variables.get(VARIABLE_PREFIX + variableName(name));
        if (variable != null) {
            return Optional.of(variable);
        }
        var value = folder.flatMap(dir -> read(dir.resolve(name)));
        value.ifPresent(this::remember);
        return value;
    }

    /** Blots out every value known so far. */
    Mask mask() {
        return mask;
    }

    /** Where a secret of that name is looked for. */
    String hint(String name) {
        var variable = "set " + VARIABLE_PREFIX + variableName(name);
        return folder.map(dir -> variable + " or write the file " + dir.resolve(name))
                .orElse(variable + ", or secrets.dir and a file '" + name + "' in it");
    }

    private static String variableName(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    private synchronized void remember(String value) {
        if (seen.add(value)) {
            mask = Mask.of(seen);
        }
    }

    private void readAll(Path dir) {
        try (var files = Files.list(dir)) {
            files.limit(MAX_FILES).forEach(file -> read(file).ifPresent(seen::add));
        } catch (IOException e) {
            throw new UncheckedIOException("the secrets folder " + dir + " cannot be listed", e);
        }
    }

    /** Without the line end that editors add; empty where it is no readable file of a sensible size. */
    private static Optional<String> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8).stripTrailing());
        } catch (IOException e) {
            throw new UncheckedIOException("the secret file " + file + " cannot be read", e);
        }
    }
}
