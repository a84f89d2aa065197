package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Strangers send anything at all to the listening port; the node closes on them and goes on serving its peers. */
@Timeout(120)
class HostileInputTest {

    private static final int STRANGERS = 300;
    private static final int MAX_BYTES = 4096;
    private static final long SEED = 20180419;

    @TempDir
    Path folder;

    @Test
    void strangersAreClosedOnAndPeersAreServed() throws Exception {
        RecordingProtocol aaa = new RecordingProtocol("aaa/1", 4);
        try (TestNode node = TestNode.start(folder.resolve("node"));
                TestNode peer = TestNode.start(folder.resolve("peer"))) {
            node.install(PluginJar.echo("plugin.aaa", "aaa/1").writeTo(folder.resolve("aaa.jar")));
            peer.offer(aaa);
            peer.connectTo(node);
            RecordingProtocol.Session session = aaa.session();
            InetSocketAddress address = node.peers().self().resolve();
            Random random = new Random(SEED);

            for (int stranger = 0; stranger < STRANGERS; stranger++) {
                sendAndWaitForTheClose(address, bytes(random, stranger));
                assertEquals("1:" + stranger, session.ask(1, "" + stranger));
            }

            assertEquals(1, node.peers().peers().size());
            assertTrue(node.events().nobodyLeft());
        }
    }

    /** Noise; noise behind a plausible EIP-8 size; and the greetings of other protocols. */
    private static byte[] bytes(Random random, int kind) {
        byte[] bytes = new byte[random.nextInt(MAX_BYTES) + 1];
        random.nextBytes(bytes);
        switch (kind % 3) {
            case 0 -> bytes[0] = (byte) 0xff;
            case 1 -> {
                bytes[0] = 1;
                bytes[bytes.length > 2 ? 2 : 0] = 4;
            }
            default -> {
                byte[] greeting = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(greeting, 0, bytes, 0, Math.min(greeting.length, bytes.length));
            }
        }
        return bytes;
    }

    private static void sendAndWaitForTheClose(InetSocketAddress address, byte[] bytes) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            byte[] answer = socket.getInputStream().readAllBytes();
            assertEquals(0, answer.length);
        } catch (SocketException reset) {
            // Closed on with bytes of ours unread.
        }
    }
}
