package io.orchestrator.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Names a worker process. */
final class WorkerId {

    private static final int RANDOM_BYTES = 3;

    private WorkerId() {}

    /** Host, process and a random part: a restarted process in the same container is another worker. */
    static String random() {
        var random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return host() + "-" + ProcessHandle.current().pid() + "-"
                + HexFormat.of().formatHex(random);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "worker";
        }
    }
}
