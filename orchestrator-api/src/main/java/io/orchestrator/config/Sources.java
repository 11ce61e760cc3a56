package io.orchestrator.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** The three places that values come from, as {@code key -> value} with the origin in words. */
final class Sources {

    /** What every environment variable of ours begins with. */
    static final String ENVIRONMENT_PREFIX = "ORCHESTRATOR_";

    /** The largest settings or secret file read, in bytes. */
    static final long MAX_FILE_BYTES = 1024 * 1024;

    /**
     * @param value as written, without white space at its ends
     * @param origin for messages
     */
    record Entry(String value, String origin) {}

    private Sources() {}

    /** @throws IOException where the file cannot be read or is too large; the message is for people */
    static Map<String, Entry> file(Path file) throws IOException {
        var properties = new Properties();
        checkSize(file);
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException("a \\u escape is broken: " + e.getMessage(), e);
        }
        var entries = new TreeMap<String, Entry>();
        for (String key : properties.stringPropertyNames()) {
            entries.put(key, new Entry(properties.getProperty(key).strip(), "file " + file));
        }
        return entries;
    }

    /** The content without white space at its ends. */
    static String secretFile(Path file) throws IOException {
        checkSize(file);
        return Files.readString(file).strip();
    }

    private static void checkSize(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("there is no readable file " + file);
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("the file is larger than " + MAX_FILE_BYTES + " bytes");
        }
    }

    /** By variable name; what Kubernetes injects for services named like us is left out. */
    static Map<String, Entry> environment(Map<String, String> environment) {
        var entries = new TreeMap<String, Entry>();
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX) && !serviceLink(name, value)) {
                entries.put(name, new Entry(value.strip(), "environment variable " + name));
            }
        });
        return entries;
    }

    static Map<String, Entry> flags(Map<String, String> flags) {
        var entries = new LinkedHashMap<String, Entry>();
        flags.forEach((key, value) -> entries.put(key, new Entry(value.strip(), "flag " + key)));
        return entries;
    }

    /** {@code a.b-c} is {@code ORCHESTRATOR_A_B_C}. */
    static String variable(String key) {
        return ENVIRONMENT_PREFIX
                + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The key under a prefix that a variable stands for; empty where it stands for none. */
    static Optional<String> keyUnder(String prefix, String variable) {
        var start = variable(prefix);
        return variable.startsWith(start) && variable.length() > start.length()
                ? Optional.of(variable.substring(start.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.'))
                : Optional.empty();
    }

    private static boolean serviceLink(String name, String value) {
        return name.endsWith("_SERVICE_HOST")
                || name.matches(".*_SERVICE_PORT(_.*)?")
                || name.matches(".*_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?")
                || (name.endsWith("_PORT") && value.matches("(tcp|udp|sctp)://.*"));
    }
}
