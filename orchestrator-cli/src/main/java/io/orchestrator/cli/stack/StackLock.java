package io.orchestrator.cli.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says who runs the stack of a folder. The owner holds {@code stack.lock} and writes where it answers to
 * {@code stack.json}; guests, which use another process's stack, share {@code guests.lock}. The operating system frees
 * both when a process ends, however it ends.
 */
public final class StackLock implements AutoCloseable {

    private final DataHome home;
    private final FileChannel channel;
    private @Nullable FileChannel door;

    private StackLock(DataHome home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** Makes this process the owner; empty where another one is, or another stack of this process. */
    static Optional<StackLock> tryOwn(DataHome home) {
        home.create();
        if (read(home).filter(StackLock::isThisProcess).isPresent()) {
            // To close another channel to the file would take the lock from this process (POSIX).
            return Optional.empty();
        }
        try {
            var channel = locked(home.lockFile(), false);
            if (channel == null) {
                return Optional.empty();
            }
            Files.deleteIfExists(home.addressesFile()); // of an owner that was killed
            return Optional.of(new StackLock(home, channel));
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    private static boolean isThisProcess(Addresses addresses) {
        return addresses.pid() == ProcessHandle.current().pid();
    }

    /** Marks this process as a user of another one's stack until the answer is closed; empty where that one is ending. */
    static Optional<AutoCloseable> enterAsGuest(DataHome home) {
        try {
            return Optional.ofNullable(locked(home.guestsFile(), true));
        } catch (OverlappingFileLockException e) {
            return Optional.of(() -> {}); // another guest in this very process stands for both
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    /** What the owner says; empty where there is none or it is not ready. */
    static Optional<Addresses> read(DataHome home) {
        try {
            return Addresses.parse(Files.readString(home.addressesFile())).filter(Addresses::alive);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    /** Tells other processes where this one answers. */
    void publish(Addresses addresses) {
        var temporary = home.root().resolve("stack.json.new");
        try {
            Files.writeString(temporary, addresses.toJson());
            Files.move(
                    temporary,
                    home.addressesFile(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    /** Whether no other process uses this stack; from a yes on, nobody can enter any more. */
    boolean shutOutGuests() {
        try {
            if (door == null) {
                door = locked(home.guestsFile(), false);
            }
            return door != null;
        } catch (OverlappingFileLockException e) {
            return false; // a guest in this very process
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    /** A channel that holds the lock as long as it is open, or null where another process holds it. */
    @SuppressWarnings("resource") // the caller closes the channel, and with it the lock
    private static @Nullable FileChannel locked(Path file, boolean shared) throws IOException {
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(0, Long.MAX_VALUE, shared) != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    private static StackException unusable(DataHome home, IOException e) {
        return StackException.invalid("cannot use the data folder " + home.root() + " (" + e.getMessage()
                + "); make it writable, or name another one with --data or " + DataHome.VARIABLE);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(home.addressesFile());
            if (door != null) {
                door.close();
            }
            channel.close();
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }
}
