package io.orchestrator.config;

import io.orchestrator.config.Sources.Entry;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to dotted keys ({@code bootstrap.servers}). A component asks for every key it knows, then calls
 * {@link #finish}: until then a bad value answers with the fallback and is remembered as a problem.
 *
 * <p>Not thread-safe: one thread reads settings while a process starts.
 */
public final class Settings {

    private final Map<String, Entry> file = new LinkedHashMap<>();
    private final Map<String, Entry> environment;
    private final Map<String, Entry> flags;
    private final TreeSet<String> known = new TreeSet<>();
    private final TreeSet<String> knownPrefixes = new TreeSet<>();
    private final List<SettingsException.Problem> problems = new ArrayList<>();

    private Settings(Map<String, Entry> environment, Map<String, Entry> flags) {
        this.environment = environment;
        this.flags = flags;
    }

    /**
     * @param file a Java properties file in UTF-8; empty for none
     * @param environment all variables; {@code ORCHESTRATOR_A_B} sets {@code a.b}
     * @param flags by key
     */
    public static Settings read(Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
        var settings = new Settings(Sources.environment(environment), Sources.flags(flags));
        file.ifPresent(settings::readFile);
        return settings;
    }

    private void readFile(Path path) {
        try {
            file.putAll(Sources.file(path));
        } catch (IOException e) {
            problems.add(new SettingsException.Problem(
                    "settings file", path.toString(), "cannot be read: " + reason(e) + "; check the path"));
        }
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(find(key)).map(Entry::value);
    }

    public String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    /** The empty text and a problem where the key is not set. */
    public String required(String key) {
        var entry = find(key);
        if (entry == null || entry.value().isEmpty()) {
            problem(key, "is required: set it in the settings file, as " + Sources.variable(key) + " or as a flag");
            return "";
        }
        return entry.value();
    }

    /** A whole number between min and max, both included. */
    public int integer(String key, int fallback, int min, int max) {
        var entry = find(key);
        if (entry == null) {
            return fallback;
        }
        try {
            var number = Integer.parseInt(entry.value());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below: both cases have the same remedy.
        }
        problem(key, "'" + entry.value() + "' is not a whole number between " + min + " and " + max);
        return fallback;
    }

    /** {@link #duration} in milliseconds. */
    public long millis(String key, Duration fallback) {
        return duration(key, fallback).toMillis();
    }

    /** A whole number with a unit: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}, {@code 7d}. */
    public Duration duration(String key, Duration fallback) {
        var entry = find(key);
        if (entry == null) {
            return fallback;
        }
        var parsed = Durations.parse(entry.value());
        if (parsed.isEmpty()) {
            problem(
                    key,
                    "'" + entry.value() + "' is not a duration: write a whole number and ms, s, m, h or d,"
                            + " for example 10s");
        }
        return parsed.orElse(fallback);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean fallback) {
        var entry = find(key);
        if (entry == null) {
            return fallback;
        }
        return switch (entry.value()) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                problem(key, "'" + entry.value() + "' is neither true nor false");
                yield fallback;
            }
        };
    }

    /** Parts between commas, without white space around them; empty parts are left out. */
    public List<String> list(String key, List<String> fallback) {
        var entry = find(key);
        if (entry == null) {
            return fallback;
        }
        var parts = new ArrayList<String>();
        for (String part : entry.value().split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return List.copyOf(parts);
    }

    /** From the key itself, or from the file that {@code key.file} names; {@link Secret#NONE} where neither is set. */
    public Secret secret(String key) {
        var entry = find(key);
        var fileKey = key + ".file";
        var fileEntry = find(fileKey);
        if (entry != null && fileEntry != null) {
            problem(key, "is set together with " + fileKey + ": keep one of them");
        }
        if (entry != null) {
            return new Secret(entry.value());
        }
        if (fileEntry == null) {
            return Secret.NONE;
        }
        try {
            return new Secret(Sources.secretFile(Path.of(fileEntry.value())));
        } catch (IOException | InvalidPathException e) {
            problem(fileKey, "the secret cannot be read: " + reason(e) + "; check the path and its permissions");
            return Secret.NONE;
        }
    }

    /**
     * Every key that begins with the prefix, without it: {@code under("kafka.")} has {@code security.protocol}. Keys
     * from the environment are lower case with dots. All of them count as known.
     */
    public Map<String, String> under(String prefix) {
        knownPrefixes.add(prefix);
        var found = new LinkedHashMap<String, String>();
        file.forEach((key, entry) -> putUnder(prefix, key, entry, found));
        environment.forEach((variable, entry) ->
                Sources.keyUnder(prefix, variable).ifPresent(key -> found.put(key, entry.value())));
        flags.forEach((key, entry) -> putUnder(prefix, key, entry, found));
        return found;
    }

    private static void putUnder(String prefix, String key, Entry entry, Map<String, String> found) {
        if (key.startsWith(prefix) && key.length() > prefix.length()) {
            found.put(key.substring(prefix.length()), entry.value());
        }
    }

    /** Remembers a problem that the component itself found. */
    public void problem(String key, String message) {
        var entry = find(key);
        problems.add(new SettingsException.Problem(key, entry == null ? "not set" : entry.origin(), message));
    }

    /**
     * Ends reading: every key that was given must have been asked for.
     *
     * @throws SettingsException with every problem at once
     */
    public void finish() {
        var all = new ArrayList<>(problems);
        reportUnknown(file, all);
        environment.forEach((variable, entry) -> {
            if (!knownVariable(variable)) {
                var key = variable.substring(Sources.ENVIRONMENT_PREFIX.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                all.add(new SettingsException.Problem(key, entry.origin(), unknown(key)));
            }
        });
        reportUnknown(flags, all);
        if (!all.isEmpty()) {
            throw new SettingsException(all);
        }
    }

    private void reportUnknown(Map<String, Entry> source, List<SettingsException.Problem> all) {
        source.forEach((key, entry) -> {
            if (!known.contains(key) && knownPrefixes.stream().noneMatch(key::startsWith)) {
                all.add(new SettingsException.Problem(key, entry.origin(), unknown(key)));
            }
        });
    }

    private boolean knownVariable(String variable) {
        return known.stream().anyMatch(key -> Sources.variable(key).equals(variable))
                || knownPrefixes.stream().anyMatch(prefix -> variable.startsWith(Sources.variable(prefix)));
    }

    private String unknown(String key) {
        return Nearest.to(key, known)
                .map(nearest -> "there is no such setting; did you mean " + nearest + "?")
                .orElse("there is no such setting: remove it");
    }

    private @Nullable Entry find(String key) {
        known.add(key);
        var flag = flags.get(key);
        if (flag != null) {
            return flag;
        }
        var variable = environment.get(Sources.variable(key));
        return variable != null ? variable : file.get(key);
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }
}
