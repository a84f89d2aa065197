package org.jackfield.interop;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Our node as go-ethereum's conformance tool wants it: the chain, its receipts and the accounts at its head are there, and a
 * consensus client may call.
 *
 * @param engine URL of the engine API
 * @param secret of the engine API, 64 hex digits
 */
record NodeUnderTest(LaunchedNode process, String engine, String secret) implements AutoCloseable {

    private static final Path RECEIPTS = Path.of("chain", "receipts.rlp.gz");

    static NodeUnderTest start(SharedChain chain, Path folder) throws IOException, InterruptedException {
        List<String> options = List.of(
                "--data",
                folder.resolve("data").toString(),
                "--genesis",
                chain.genesis().toString(),
                "--listen",
                "127.0.0.1:0",
                "--rpc",
                "off");
        run(options, "eth:import " + chain.blocks());
        run(options, "eth:import-receipts " + unpackedReceipts(folder));
        String engine = "127.0.0.1:" + freePort();
        String secret = HexFormat.of().formatHex(new byte[32]);
        List<String> all = new ArrayList<>(options);
        Path file = Files.writeString(folder.resolve("jwt"), secret);
        all.addAll(List.of("--engine", engine, "--jwt-secret", file.toString()));
        all.addAll(List.of("--state", chain.headState().toString()));
        return new NodeUnderTest(LaunchedNode.start(all), "http://" + engine, secret);
    }

    private static void run(List<String> options, String command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-c", command));
        Launcher.run(all.toArray(String[]::new));
    }

    /** The receipts of the shared chain, as our node reads them. */
    static Path unpackedReceipts(Path folder) throws IOException {
        Path unpacked = folder.resolve("receipts.rlp");
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(RECEIPTS))) {
            Files.copy(packed, unpacked);
        }
        return unpacked;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
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
