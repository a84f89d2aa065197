package org.jackfield.bench.handover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Enode;
import org.jackfield.bench.crowd.CrowdPeer;
import org.jackfield.bench.crowd.Pace;
import org.jackfield.bench.crowd.Tally;
import org.jackfield.bench.crowd.Traffic;
import org.jackfield.bench.crowd.Watcher;
import org.jackfield.crypto.NodeKey;
import org.jackfield.rlpx.Dials;

/**
 * The process of the watching nodes: many identities, one link each. It is told one command a line and answers with one
 * line:
 *
 * <pre>
 *                      connected          once all links have heard of the first release
 *   phase PHASE        ok                 what round trips count for from now on
 *   swap RELEASE       ok                 it is to come next; enters the phase
 *   heard COUNT        ok                 once so many links have heard of it; leaves the phase
 *   roundtrips PHASE   COUNT P50 P99 P999 MAX, of the untouched protocol, nanoseconds
 *   finish             RECEIVED SENT LOST REORDERED DUPLICATED, once the node has confirmed all
 *   traffic            RECEIVED SENT RELEASE=NUMBERS ..., of the swapped protocol, after finish
 * </pre>
 *
 * A line that begins with {@code fault} may come at any time.
 */
final class Crowd implements Watcher {

    private static final long DEADLINE_SECONDS = 60;

    private final int links;
    private final int window;
    private final PrintStream answers;
    private final RoundTrips roundTrips = new RoundTrips();
    private final Queue<CrowdPeer> peers = new ConcurrentLinkedQueue<>();
    private final Semaphore connected = new Semaphore(0);
    private final Semaphore heard = new Semaphore(0);
    private final Semaphore finished = new Semaphore(0);
    private final AtomicInteger expected = new AtomicInteger(1);

    private Crowd(int links, int window, PrintStream answers) {
        this.links = links;
        this.window = window;
        this.answers = answers;
    }

    /** Arguments: enode URL, links, window. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Crowd crowd = new Crowd(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), System.out);
        crowd.connect(Enode.parse(arguments[0]));
        crowd.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    }

    @Override
    public void connected() {
        connected.release();
    }

    /** Throws if a link goes back to a release, or leaves one out. */
    @Override
    public void heard(int release) {
        if (release != expected.get()) {
            throw new IllegalStateException("release " + release + " speaks instead of " + expected.get());
        }
        heard.release();
    }

    @Override
    public void passed() {
        // What passes is counted by each stream, and asked for at the end.
    }

    @Override
    public void confirmed(long sentAt, long now) {
        roundTrips.record(sentAt, now);
    }

    @Override
    public void finished() {
        finished.release();
    }

    @Override
    public void disconnected(DisconnectReason reason) {
        fault("a link was disconnected: " + reason);
    }

    @Override
    public void ended(String why) {
        fault("a link " + why);
    }

    @Override
    public void fault(String what) {
        answers.println("fault " + what);
    }

    private void connect(Enode node) throws InterruptedException {
        Dials dials = new Dials();
        // In turn: they all come from one address, and the node admits so many at a time.
        for (int i = 0; i < links; i++) {
            NodeKey key = NodeKey.generate();
            dials.dial(key, node).whenComplete((line, failure) -> {
                if (failure != null) {
                    fault(failure.toString());
                    return;
                }
                CrowdPeer peer = new CrowdPeer(line.link(), key, this, Pace.unbounded(window));
                peers.add(peer);
                peer.begin();
            });
            await(connected, 1, "a connection");
        }
        await(heard, links, "the first release");
        answers.println("connected");
    }

    private void obey(BufferedReader commands) throws IOException, InterruptedException {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            answers.println(
                    switch (words[0]) {
                        case "phase" -> enter(phase(words[1]));
                        case "swap" -> swap(Integer.parseInt(words[1]));
                        case "heard" -> awaitHeard(Integer.parseInt(words[1]));
                        case "roundtrips" -> roundTrips.summary(phase(words[1])).inWords();
                        case "finish" -> finish();
                        case "traffic" -> traffic();
                        default -> throw new IllegalArgumentException(line);
                    });
        }
    }

    private String enter(RoundTrips.Phase phase) {
        roundTrips.enter(phase);
        return "ok";
    }

    private String swap(int release) {
        expected.set(release);
        return enter(RoundTrips.Phase.SWAP);
    }

    private String awaitHeard(int count) throws InterruptedException {
        await(heard, count, "the next release");
        return enter(RoundTrips.Phase.REST);
    }

    private String finish() throws InterruptedException {
        peers.forEach(CrowdPeer::finish);
        await(finished, links, "the last message");
        return peers.stream()
                .map(CrowdPeer::tally)
                .reduce(Tally.NONE, Tally::plus)
                .inWords();
    }

    private String traffic() {
        return peers.stream()
                .map(CrowdPeer::swappedTraffic)
                .reduce(Traffic.NONE, Traffic::plus)
                .inWords();
    }

    private void await(Semaphore what, int count, String name) throws InterruptedException {
        if (!what.tryAcquire(count, DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            fault(name + " did not come on " + (count - what.availablePermits()) + " links");
        }
    }

    private static RoundTrips.Phase phase(String name) {
        return RoundTrips.Phase.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
