package org.jackfield.itest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.Protocol;
import org.jackfield.itest.plugin.CountingProtocol;

/** The other side of a {@link CountingProtocol} that is swapped: sends numbers, and checks those it gets. One session. */
final class CountingPeer implements Protocol {

    private static final long DEADLINE_SECONDS = 60;
    private static final int MAX_FAULTS = 20;

    private final Capability capability;
    private final BlockingQueue<Integer> releases = new LinkedBlockingQueue<>();
    /** The first ones; a link that is made anew is one fault a number. */
    private final BlockingQueue<String> faults = new LinkedBlockingQueue<>(MAX_FAULTS);

    private final BlockingQueue<ByteBuffer> last = new LinkedBlockingQueue<>();
    private volatile boolean enough;
    private volatile MessagePipe pipe;
    private volatile Thread writer;
    private int written;
    private int read;

    CountingPeer(String capability) {
        this.capability = Capability.parse(capability);
    }

    @Override
    public Capability capability() {
        return capability;
    }

    @Override
    public int messageCount() {
        return 4;
    }

    @Override
    public void run(Peer peer, MessagePipe newPipe) throws Exception {
        pipe = newPipe;
        writer = new Thread(this::write);
        writer.start();
        int release = 0;
        while (true) {
            Message message = pipe.read();
            ByteBuffer payload = ByteBuffer.wrap(message.payload());
            if (message.code() == CountingProtocol.LAST) {
                last.add(payload);
                continue;
            }
            int number = payload.getInt();
            if (number != read++) {
                faults.offer("number " + number + " came for " + (read - 1));
            }
            int from = payload.getInt();
            if (from != release) {
                release = from;
                releases.add(release);
            }
        }
    }

    private void write() {
        try {
            while (!enough) {
                pipe.write(
                        CountingProtocol.NUMBER,
                        ByteBuffer.allocate(Integer.BYTES).putInt(written).array());
                written++;
            }
        } catch (IOException | InterruptedException e) {
            faults.offer(e.toString());
        }
    }

    /** Waits for the first number of a release; no other may come before. */
    void awaitRelease(int release) throws InterruptedException {
        Integer heard = releases.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (heard == null || heard != release) {
            throw new AssertionError("heard of release " + heard + " instead of " + release + ", " + faults);
        }
    }

    /** Stops both sides; returns what went wrong, or how many numbers came over without a gap: {@code complete}. */
    String finish() throws Exception {
        enough = true;
        writer.join();
        pipe.write(CountingProtocol.LAST, new byte[0]);
        ByteBuffer theirs = last.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (theirs == null) {
            return "no answer to the last message, " + faults;
        }
        boolean complete = theirs.getInt() == written && theirs.getInt() == read && faults.isEmpty();
        return complete ? "complete" : "not complete: " + faults;
    }
}
