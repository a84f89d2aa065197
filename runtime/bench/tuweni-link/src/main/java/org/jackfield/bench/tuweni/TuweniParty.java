package org.jackfield.bench.tuweni;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.List;
import org.apache.tuweni.crypto.SECP256K1;
import org.apache.tuweni.rlpx.RLPxService;
import org.apache.tuweni.rlpx.vertx.VertxRLPxService;
import org.apache.tuweni.rlpx.wire.SubProtocol;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * One end of a link that a benchmark measures: a node on Tuweni's RLPx service. Commands, answers and codes: ../go-link. And
 * {@code codec BYTES KIND MS} is answered by {@code codec ENCODED DECODED}, messages a second.
 */
final class TuweniParty {

    private static final String HOST = "127.0.0.1";

    private final RLPxService service;
    private final BenchProtocol protocol;
    private final PrintStream answers;

    private TuweniParty(RLPxService service, BenchProtocol protocol, PrintStream answers) {
        this.service = service;
        this.protocol = protocol;
        this.answers = answers;
    }

    /** Exits with 1 on a fault. */
    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        try {
            serve(answers);
            System.exit(0);
        } catch (IOException | InterruptedException | RuntimeException e) {
            answers.println("fault " + e);
            System.exit(1);
        }
    }

    private static void serve(PrintStream answers) throws IOException, InterruptedException {
        Security.addProvider(new BouncyCastleProvider()); // which the library looks for by its name
        SECP256K1.KeyPair key = SECP256K1.KeyPair.random();
        Windows windows = new Windows();
        // All alike. The first one is that of a pair.
        List<BenchProtocol> protocols = List.of("bench", "bulk", "middle").stream()
                .map(name -> new BenchProtocol(name, windows))
                .toList();
        RLPxService service = new VertxRLPxService(
                Vertx.vertx(), 0, HOST, 0, key, List.<SubProtocol>copyOf(protocols), "linkparty", null);
        service.start().join();
        service.repository().addDisconnectionListener(link -> {
            windows.forget(link);
            protocols.forEach(protocol -> protocol.forget(link));
        });
        answers.println("listening enode://" + key.publicKey().bytes().toUnprefixedHexString() + '@' + HOST + ':'
                + service.actualPort());
        new TuweniParty(service, protocols.get(0), answers)
                .obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    private void obey(BufferedReader commands) throws IOException, InterruptedException {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "dial" -> dial(URI.create(words[1]));
                case "flood" ->
                    answers.println(protocol.dialed().flood(Payloads.of(words[1], words[2]), Long.parseLong(words[3])));
                case "trips" ->
                    answers.println(protocol.dialed().trips(Payloads.of(words[1], "random"), Long.parseLong(words[2])));
                case "codec" ->
                    answers.println(BareConnections.measure(Payloads.of(words[1], words[2]), Long.parseLong(words[3])));
                case "heap" -> answers.println("heap " + usedHeap());
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private void dial(URI enode) {
        SECP256K1.PublicKey remote = SECP256K1.PublicKey.fromHexString(enode.getUserInfo());
        service.connectTo(remote, new InetSocketAddress(enode.getHost(), enode.getPort()))
                .whenComplete((link, fault) -> {
                    if (fault != null || !protocol.dialed(link)) {
                        answers.println("fault no link: " + (fault == null ? link.getDisconnectReason() : fault));
                    } else {
                        answers.println("connected");
                    }
                });
    }

    /** In bytes, after a collection. */
    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
