package io.orchestrator.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Server sockets bound before the nodes start, so that every node's port is known to all and nobody can take one in
 * between. Kafka asks for them by port; a node that starts again binds its port anew.
 */
final class ReservedSockets implements ServerSocketFactory, AutoCloseable {

    private static final int BACKLOG = 50;

    private final Map<Integer, ServerSocketChannel> bound = new ConcurrentHashMap<>();

    /**
     * Binds the two ports of one node.
     *
     * @param clientPort the port for clients, 0 for any
     * @throws EmbeddedException where the port is taken
     */
    NodePorts reserve(int clientPort) {
        return new NodePorts(bind(clientPort), bind(0));
    }

    /**
     * Binds these ports of one node.
     *
     * @throws EmbeddedException where one is taken
     */
    void reserve(NodePorts ports) {
        bind(ports.client());
        bind(ports.controller());
    }

    private int bind(int port) {
        try {
            var channel = ServerSocketChannel.open();
            try {
                channel.socket().bind(new InetSocketAddress(InetAddress.ofLiteral(BrokerSettings.HOST), port), BACKLOG);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            bound.put(channel.socket().getLocalPort(), channel);
            return channel.socket().getLocalPort();
        } catch (BindException e) {
            close();
            throw portTaken(port, "--port", e);
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("cannot bind " + BrokerSettings.HOST + ":" + port, e);
        }
    }

    /** @param flag what sets the port on the command line */
    static EmbeddedException portTaken(int port, String flag, Throwable cause) {
        return new EmbeddedException(
                "port " + port + " on " + BrokerSettings.HOST + " is taken by another program; stop it, or start the"
                        + " embedded service on another port (" + flag + ", 0 for any free one)",
                cause);
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes) throws IOException {
        var reserved = bound.remove(address.getPort());
        if (reserved == null) {
            return ServerSocketFactory.INSTANCE.openServerSocket(listenerName, address, backlog, receiveBufferBytes);
        }
        reserved.configureBlocking(false);
        if (receiveBufferBytes > 0) {
            reserved.socket().setReceiveBufferSize(receiveBufferBytes);
        }
        return reserved;
    }

    /** Frees the sockets that no node has taken over. */
    @Override
    public void close() {
        for (var port : List.copyOf(bound.keySet())) {
            var channel = bound.remove(port);
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot free port " + port, e);
            }
        }
    }
}
