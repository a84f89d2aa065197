package org.jackfield.bench.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jackfield.api.Enode;
import org.jackfield.crypto.NodeKey;
import org.jackfield.rlpx.Dials;

/**
 * The crowd by our own transport, as far as links are set up; of that, it is told and answers as the one of go-ethereum
 * ({@code go-link/crowd.go}).
 */
final class OwnCrowd {

    private static final long PATIENCE_SECONDS = 30;

    private final Dials dials = new Dials();
    private final PrintStream answers;

    private OwnCrowd(PrintStream answers) {
        this.answers = answers;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        OwnCrowd crowd = new OwnCrowd(System.out);
        crowd.answers.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            if (!words[0].equals("setup")) {
                throw new IllegalArgumentException(line);
            }
            crowd.answers.println(
                    crowd.setup(Enode.parse(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3])));
        }
        System.exit(0);
    }

    private String setup(Enode node, int count, int parallel) throws InterruptedException {
        List<NodeKey> keys = Stream.generate(NodeKey::generate).limit(count).toList();
        Semaphore free = new Semaphore(parallel);
        long began = System.nanoTime();
        for (NodeKey key : keys) {
            await(free, 1);
            dials.dial(key, node).whenComplete((line, failure) -> {
                if (failure == null) {
                    new Caller(line.link(), key, free::release, this::fault).begin();
                } else {
                    fault(failure.toString());
                }
            });
        }
        await(free, parallel);
        return "setup " + (System.nanoTime() - began);
    }

    private void await(Semaphore free, int permits) throws InterruptedException {
        if (!free.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            fault("no link within " + PATIENCE_SECONDS + " s");
        }
    }

    private void fault(String what) {
        answers.println("fault " + what);
    }
}
