package io.orchestrator.worker.tool.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A started process and everything that came of it. */
final class ChildGroup {

    /** A process that forks while it is killed is caught in a later round. */
    private static final int MAX_ROUNDS = 10;

    private static final long ROUND_MS = 200;
    private static final Path PROCESSES = Path.of("/proc");

    private final Process leader;
    private final byte[] mark;
    private final Session session;

    /** Whether the process leads a group of its own, which can be killed at once. */
    enum Session {
        OWN,
        SHARED
    }

    ChildGroup(Process leader, String mark, Session session) {
        this.leader = leader;
        this.mark = (ChildEnvironment.MARK + "=" + mark).getBytes(StandardCharsets.UTF_8);
        this.session = session;
    }

    /** Kills every member and waits until they are gone. Not interruptible; keeps the thread's interrupt. */
    void kill() {
        for (var round = 0; round < MAX_ROUNDS; round++) {
            var members = members();
            if (members.isEmpty()) {
                return;
            }
            if (session == Session.OWN) {
                killGroup();
            }
            members.forEach(ProcessHandle::destroyForcibly);
            await(members.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        }
    }

    private Set<ProcessHandle> members() {
        var members = new HashSet<ProcessHandle>();
        leader.descendants().forEach(members::add);
        members.add(leader.toHandle());
        marked().forEach(members::add);
        members.removeIf(member -> !member.isAlive());
        return members;
    }

    /** The processes with the mark, where the system lets us look; a daemon has no other tie to its starter. */
    private Set<ProcessHandle> marked() {
        if (!Files.isDirectory(PROCESSES)) {
            return Set.of();
        }
        var marked = new HashSet<ProcessHandle>();
        try (Stream<Path> entries = Files.list(PROCESSES)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .filter(this::bearsMark)
                    .map(name -> ProcessHandle.of(Long.parseLong(name)))
                    .flatMap(Optional::stream)
                    .forEach(marked::add);
        } catch (IOException unreadable) {
            return marked;
        }
        return marked;
    }

    private boolean bearsMark(String pid) {
        try (var environment =
                new FileInputStream(PROCESSES.resolve(pid).resolve("environ").toFile())) {
            return contains(environment.readAllBytes(), mark);
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private static boolean contains(byte[] text, byte[] part) {
        for (var start = 0; start + part.length <= text.length; start++) {
            if (Arrays.equals(text, start, start + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    private void killGroup() {
        try {
            var kill = new ProcessBuilder("sh", "-c", "kill -KILL -" + leader.pid())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            await(kill.onExit());
        } catch (IOException noShell) {
            // The members are killed one by one all the same.
            leader.destroyForcibly();
        }
    }

    private static void await(CompletableFuture<?>... exits) {
        CompletableFuture.allOf(exits)
                .completeOnTimeout(null, ROUND_MS, TimeUnit.MILLISECONDS)
                .join();
    }
}
