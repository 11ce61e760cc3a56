package io.orchestrator.worker.tool;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code filesystem}: results name paths as the author wrote them; sizes of {@code read} and {@code write} count
 * characters, of {@code list} bytes.
 */
public final class FilesystemTool implements Operation {

    private final ToolLimits limits;

    public FilesystemTool(ToolLimits limits) {
        this.limits = limits;
    }

    @Override
    public Value.Dict run(Parameters parameters, ToolCall call)
            throws ReportedException, RefusedException, WorkspaceException, IOException, InterruptedException {
        var path = parameters.requiredText("path");
        var workspace = call.workspace();
        var result = switch (parameters.action()) {
            case "read" -> read(workspace, path);
            case "write" -> write(workspace, path, content(parameters));
            case "copy" -> copy(workspace, path, parameters.requiredText("destination"));
            case "move" -> move(workspace, path, parameters.requiredText("destination"));
            case "delete" -> delete(workspace, path);
            case "list" -> list(workspace, path);
            default -> throw parameters.actionMissing();
        };
        return EnvelopeShape.RESULT.success(result);
    }

    private Value read(Workspace workspace, String path)
            throws ReportedException, RefusedException, WorkspaceException, IOException {
        var content = TextFiles.read(workspace, path, limits.maxFileBytes());
        var fields = fields("read", path);
        fields.put("content", Value.of(content));
        fields.put("size", Value.of(characters(content)));
        return Value.of(fields);
    }

    private static Value write(Workspace workspace, String path, String content)
            throws ReportedException, WorkspaceException, IOException {
        var place = workspace.resolve(path);
        if (Files.isDirectory(place)) {
            throw new ReportedException("Path is a directory: " + path);
        }
        WholeFile.write(place, content.getBytes(StandardCharsets.UTF_8));
        var fields = fields("write", path);
        fields.put("size", Value.of(characters(content)));
        return Value.of(fields);
    }

    /** Text as it is; a processed table as its data; anything else as JSON. */
    private static String content(Parameters parameters) {
        var content = parameters.value("content").orElse(Value.of(""));
        if (content instanceof Value.Dict dict
                && dict.entries().containsKey("action")
                && dict.get("data") instanceof Value.Text data) {
            return data.value();
        }
        return content instanceof Value.Array || content instanceof Value.Dict
                ? Json.writePretty(content)
                : Conversions.toText(content);
    }

    private static Value copy(Workspace workspace, String source, String destination)
            throws ReportedException, WorkspaceException, IOException, InterruptedException {
        var from = existing(workspace, source, "Source not found: ");
        var to = workspace.resolve(destination);
        if (Files.isDirectory(from)) {
            copyTree(workspace, from, to);
        } else {
            var target = Files.isDirectory(to)
                    ? workspace.resolve(to.resolve(from.getFileName()).toString())
                    : to;
            createParent(target);
            Files.copy(from, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return transfer("copy", source, destination);
    }

    private static void copyTree(Workspace workspace, Path from, Path to)
            throws ReportedException, WorkspaceException, IOException, InterruptedException {
        if (to.startsWith(from)) {
            throw new ReportedException("Cannot copy a directory into itself: " + to.getFileName());
        }
        List<Path> paths;
        try (var walk = Files.walk(from)) {
            paths = walk.toList();
        }
        for (var path : paths) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var target = workspace.resolve(to.resolve(from.relativize(path)).toString());
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Value move(Workspace workspace, String source, String destination)
            throws ReportedException, WorkspaceException, IOException {
        var from = existing(workspace, source, "Source not found: ");
        refuseRoot(workspace, from, "moved");
        var to = workspace.resolve(destination);
        var target = Files.isDirectory(to)
                ? workspace.resolve(to.resolve(from.getFileName()).toString())
                : to;
        if (target.startsWith(from) && !target.equals(from)) {
            throw new ReportedException("Cannot move a directory into itself: " + source);
        }
        if (Files.isDirectory(to) && Files.exists(target)) {
            throw new ReportedException("Destination path '" + destination + "' already exists");
        }
        createParent(target);
        Files.move(from, target, StandardCopyOption.REPLACE_EXISTING);
        return transfer("move", source, destination);
    }

    private static Value delete(Workspace workspace, String path)
            throws ReportedException, WorkspaceException, IOException {
        var place = existing(workspace, path, "Path not found: ");
        refuseRoot(workspace, place, "deleted");
        Files.walkFileTree(place, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
        return Value.of(fields("delete", path));
    }

    private Value list(Workspace workspace, String path)
            throws ReportedException, RefusedException, WorkspaceException, IOException {
        var place = existing(workspace, path, "Directory not found: ");
        if (!Files.isDirectory(place)) {
            throw new ReportedException("Path is not a directory: " + path);
        }
        List<Path> entries;
        try (var stream = Files.list(place)) {
            entries = stream.limit(limits.maxListedEntries() + 1L).sorted().toList();
        }
        if (entries.size() > limits.maxListedEntries()) {
            throw RefusedException.limit(
                    "TOO_MANY_ENTRIES",
                    "filesystem list: " + path + " has more than " + limits.maxListedEntries() + " entries");
        }
        var items = new ArrayList<Value>();
        for (var entry : entries) {
            items.add(item(path, entry));
        }
        var fields = fields("list", path);
        fields.put("items", Value.of(items));
        fields.put("count", Value.of(items.size()));
        return Value.of(fields);
    }

    private static Value item(String path, Path entry) throws IOException {
        var name = entry.getFileName().toString();
        var fields = new LinkedHashMap<String, Value>();
        fields.put("name", Value.of(name));
        fields.put("path", Value.of(Path.of(path).normalize().resolve(name).toString()));
        fields.put("type", Value.of(Files.isDirectory(entry) ? "directory" : "file"));
        fields.put("size", Files.isRegularFile(entry) ? Value.of(Files.size(entry)) : Value.Null.NULL);
        return Value.of(fields);
    }

    private static Path existing(Workspace workspace, String path, String otherwise)
            throws ReportedException, WorkspaceException {
        var place = workspace.resolve(path);
        if (!Files.exists(place)) {
            throw new ReportedException(otherwise + path);
        }
        return place;
    }

    private static void refuseRoot(Workspace workspace, Path place, String what) throws ReportedException {
        if (place.equals(workspace.root())) {
            throw new ReportedException("The workspace itself cannot be " + what);
        }
    }

    private static void createParent(Path place) throws IOException {
        var parent = place.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private static Map<String, Value> fields(String action, String path) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of(action));
        fields.put("path", Value.of(path));
        return fields;
    }

    private static Value transfer(String action, String source, String destination) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("action", Value.of(action));
        fields.put("source", Value.of(source));
        fields.put("destination", Value.of(destination));
        return Value.of(fields);
    }

    private static long characters(String content) {
        return content.codePointCount(0, content.length());
    }
}
