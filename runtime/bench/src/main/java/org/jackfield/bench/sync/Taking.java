package org.jackfield.bench.sync;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.chain.ChainFolder;
import org.jackfield.itest.launcher.NodeProcess;

/** A node that begins with nothing and takes the chain, in a process that can be killed and started again. */
final class Taking implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofMinutes(20);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Pattern NUMBER = Pattern.compile("\"result\":\"0x([0-9a-f]+)\"");

    private final Source source;
    private final Path data;
    private NodeProcess node;

    private Taking(Source source, Path data) throws Exception {
        this.source = source;
        this.data = data;
        node = source.start(data);
    }

    static Taking start(Source source, Path data) throws Exception {
        return new Taking(source, data);
    }

    void connect(String enode) throws Exception {
        node.call("admin_addPeer", '"' + enode + '"');
    }

    /** Waits until the head is at least there. */
    void await(long number) throws Exception {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (head() < number) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("at block " + head() + " after " + DEADLINE.toMinutes() + " minutes");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** SIGKILL, and a new start. */
    void killAndRestart() throws Exception {
        node.kill();
        node = source.start(data);
    }

    /** Ends it and looks at what it has. */
    String fingerprint() throws Exception {
        node.terminate();
        node.exitStatus();
        return new ChainFolder(data.resolve("chain"), source.folder().genesis()).fingerprint();
    }

    @Override
    public void close() {
        node.close();
    }

    private long head() throws Exception {
        String answer = node.call("eth_blockNumber", "");
        Matcher number = NUMBER.matcher(answer);
        if (!number.find()) {
            throw new IllegalStateException("no block number: " + answer);
        }
        return Long.parseLong(number.group(1), 16);
    }
}
