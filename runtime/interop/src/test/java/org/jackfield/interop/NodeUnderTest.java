package org.jackfield.interop;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Our node as go-ethereum's conformance tool wants it: the chain, its receipts and the accounts at its head are there, and a
 * consensus client may call.
 *
 * @param engine URL of the engine API
 * @param secret of the engine API, 64 hex digits
 */
record NodeUnderTest(LaunchedNode process, String engine, String secret) implements AutoCloseable {

    static NodeUnderTest start(SharedChain chain, Path folder) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        ImportedChain.copy(chain, (int) chain.known().headNumber(), data);
        String engine = "127.0.0.1:" + freePort();
        String secret = HexFormat.of().formatHex(new byte[32]);
        Path file = Files.writeString(folder.resolve("jwt"), secret);
        List<String> options = List.of(
                "--data",
                data.toString(),
                "--genesis",
                chain.genesis().toString(),
                "--state",
                chain.headState().toString(),
                "--listen",
                "127.0.0.1:0",
                "--rpc",
                "off",
                "--engine",
                engine,
                "--jwt-secret",
                file.toString());
        return new NodeUnderTest(LaunchedNode.start(options), "http://" + engine, secret);
    }

    /** One that nobody has by now, and nobody is given who asks for any: those begin with 32768 at the least. */
    static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_768);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one.
            }
        }
    }

    String enode() {
        return process.banner("enode");
    }

    @Override
    public void close() {
        process.close();
    }
}
