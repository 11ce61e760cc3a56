package io.orchestrator.worker.output;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.OutputFile;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.RefusedException;
import io.orchestrator.worker.tool.ReportedException;
import io.orchestrator.worker.tool.WholeFile;
import io.orchestrator.worker.tool.Workspace;
import io.orchestrator.worker.tool.WorkspaceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The file of one attempt. Where the tool itself wrote it, it is only looked at; else it is made of the result. What is
 * known of it is added to the envelope: {@code output_info: {location, format, mime_type, file_size (bytes), checksum
 * ("sha256:" and hexadecimal digits), validation_status (valid, or unchecked where nothing can be checked)}}.
 */
public final class OutputTarget {

    /** The largest file where the author names no limit, in bytes. */
    static final long DEFAULT_MAX_BYTES = 64L << 20;

    private static final String FORMAT_PREFIX = OutputFile.BINARY + " ";

    private final OutputFile wanted;
    private final String format;
    private final Path place;
    private final Optional<Stamp> before;

    /** How a file is told from an earlier one. */
    private record Stamp(FileTime modified, long size, Optional<Object> key) {}

    private OutputTarget(OutputFile wanted, Path place, Optional<Stamp> before) {
        this.wanted = wanted;
        this.format = wanted.format().isEmpty() ? FileText.format(wanted.location()) : wanted.format();
        this.place = place;
        this.before = before;
    }

    /**
     * The file, before the attempt begins.
     *
     * @throws WorkspaceException where the path is none, or leads out of the workspace
     * @throws IOException where the place cannot be looked at
     */
    public static OutputTarget of(OutputFile wanted, Workspace workspace) throws WorkspaceException, IOException {
        var place = workspace.resolve(wanted.location());
        return new OutputTarget(wanted, place, stamp(place));
    }

    /**
     * The result with what is known of its file; a failure where there is no such file. A result that is a failure, or
     * reports one, stays as it is.
     *
     * @param label the step, for messages
     * @throws InterruptedException where the attempt was stopped
     */
    public TaskResult finish(TaskResult result, String label) throws InterruptedException {
        if (!(result instanceof TaskResult.Done done) || !done.success()) {
            return result;
        }
        try {
            var written = stamp(place);
            if (written.isEmpty() || written.equals(before)) {
                make(done, label);
            } else if (FileText.isChecked(format)) {
                bound(Files.size(place), label);
                FileText.check(Files.readString(place), format);
            }
            bound(Files.size(place), label);
            return new TaskResult.Done(described(done.envelope()), done.usage());
        } catch (RefusedException e) {
            return new TaskResult.Failed(e.failure());
        } catch (ReportedException e) {
            return failed(
                    "OUTPUT_UNFIT",
                    "the result of '" + label + "' cannot become the file " + wanted.location() + ": "
                            + e.getMessage());
        } catch (IOException e) {
            return failed(
                    "OUTPUT_NOT_WRITTEN",
                    "the file " + wanted.location() + " of '" + label + "' cannot be written or read: "
                            + e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private void make(TaskResult.Done done, String label)
            throws ReportedException, RefusedException, IOException, InterruptedException {
        if (format.startsWith(OutputFile.BINARY)) {
            throw new ReportedException("only a tool can write "
                    + format.substring(OutputFile.BINARY.length()).strip() + ", and this one has not written it");
        }
        var bytes = FileText.of(Results.of(done), format).getBytes(StandardCharsets.UTF_8);
        bound(bytes.length, label);
        WholeFile.write(place, bytes);
    }

    private void bound(long bytes, String label) throws RefusedException {
        var most = wanted.maxBytes() == 0 ? DEFAULT_MAX_BYTES : wanted.maxBytes();
        if (bytes > most) {
            throw RefusedException.limit(
                    "OUTPUT_FILE_TOO_LARGE",
                    "the file " + wanted.location() + " of '" + label + "' has " + bytes + " bytes, at most " + most
                            + " are allowed: raise size_limit");
        }
    }

    private Value.Dict described(Value.Dict envelope) throws IOException {
        var word = format.startsWith(FORMAT_PREFIX) ? format.substring(FORMAT_PREFIX.length()) : format;
        var info = new LinkedHashMap<String, Value>();
        info.put("location", Value.of(wanted.location()));
        info.put("format", Value.of(word));
        info.put("mime_type", Value.of(FileText.mimeType(word)));
        info.put("file_size", Value.of(Files.size(place)));
        info.put("checksum", Value.of("sha256:" + checksum()));
        info.put("validation_status", Value.of(FileText.isChecked(format) ? "valid" : "unchecked"));
        var entries = new LinkedHashMap<>(envelope.entries());
        entries.put("output_info", Value.of(info));
        return Value.of(entries);
    }

    private String checksum() throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(place), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Optional<Stamp> stamp(Path place) throws IOException {
        if (!Files.isRegularFile(place)) {
            return Optional.empty();
        }
        var attributes = Files.readAttributes(place, BasicFileAttributes.class);
        return Optional.of(
                new Stamp(attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey())));
    }

    private static TaskResult failed(String code, String message) {
        return new TaskResult.Failed(Failure.of(FailureKind.TOOL, code, message));
    }
}
