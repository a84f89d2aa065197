package org.jackfield.bench.crowd;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkHandler;
import org.jackfield.crypto.NodeKey;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/**
 * A node with one link and two streams on it, and as little else as the base protocol allows. Owned by the link's event
 * loop, on which hundreds of them cost little. {@link #begin} and {@link #finish} are for any thread.
 */
public final class CrowdPeer implements LinkHandler {

    private static final byte[] EMPTY_LIST = {(byte) 0xc0};

    private final Link link;
    private final NodeKey key;
    private final Watcher watcher;
    private final boolean onDemand;
    private final NumberStream swapped;
    private final NumberStream untouched;
    private int releases;
    private int last;
    private boolean over;

    public CrowdPeer(Link link, NodeKey key, Watcher watcher, Pace pace) {
        this.link = link;
        this.key = key;
        this.watcher = watcher;
        onDemand = pace.onDemand();
        swapped = new NumberStream(link, BaseProtocol.FIRST_CODE, pace.swappedWindow(), new OfSwapped());
        untouched = new NumberStream(
                link, BaseProtocol.FIRST_CODE + NumberStream.CODES, pace.untouchedWindow(), new OfUntouched());
    }

    public void begin() {
        link.executor().execute(() -> {
            // First: their Hello may be there already.
            link.write(BaseProtocol.HELLO, hello());
            link.flush();
            link.start(this);
        });
    }

    /** Sends and confirms what the pace allows, on demand. */
    public void proceed() {
        streams().forEach(NumberStream::fill);
    }

    /** How often in a row a stream was to proceed and could not, since the node has confirmed nothing. */
    public int turnsStill() {
        return Math.max(swapped.turnsStill(), untouched.turnsStill());
    }

    /** Lets both streams come to their end. */
    public void finish() {
        link.executor().execute(() -> {
            swapped.close();
            untouched.close();
        });
    }

    /** Takes leave. Nothing is heard of the link any more. */
    public void leave(DisconnectReason reason) {
        forget();
        link.write(BaseProtocol.DISCONNECT, BaseProtocol.disconnect(reason));
        link.flush();
        link.close();
    }

    /** Writes the beginning of a message that nobody will read the end of. Nothing is heard of the link any more. */
    public void breakOff(byte[] payload) {
        forget();
        link.write(BaseProtocol.FIRST_CODE, payload);
        link.flush();
    }

    /** Nothing is heard of the link any more. */
    public void forget() {
        over = true;
    }

    /** Of both streams; for any thread once they have come to their end. */
    public Tally tally() {
        return swapped.tally().plus(untouched.tally());
    }

    /** What went over the swapped protocol; for any thread once it has come to its end. */
    public Traffic swappedTraffic() {
        return swapped.traffic();
    }

    @Override
    public void received(int code, byte[] payload) {
        try {
            take(code, payload);
        } catch (IllegalStateException | RlpException e) {
            fault(e.getMessage());
        }
    }

    private void take(int code, byte[] payload) throws RlpException {
        switch (code) {
            case BaseProtocol.HELLO -> {
                link.established(true);
                swapped.open();
                untouched.open();
                watcher.connected();
            }
            case BaseProtocol.DISCONNECT ->
                disconnected(RlpReader.ofList(payload).readInt());
            case BaseProtocol.PING -> {
                link.write(BaseProtocol.PONG, EMPTY_LIST);
                link.flush();
            }
            case BaseProtocol.PONG -> throw new IllegalStateException("a pong nobody asked for");
            default -> stream(code, payload);
        }
    }

    private void stream(int code, byte[] payload) {
        NumberStream stream = swapped.owns(code) ? swapped : untouched;
        if (stream.received(code, payload)) {
            if (++last == streams().size()) {
                over = true;
                watcher.finished();
            }
        } else if (!onDemand) {
            stream.fill();
        }
    }

    private List<NumberStream> streams() {
        return List.of(swapped, untouched);
    }

    @Override
    public void writable() {
        // A window bounds what is written.
    }

    @Override
    public void ended(IOException cause) {
        lost("ended: " + cause.getMessage());
    }

    @Override
    public void closed() {
        lost("closed");
    }

    private void disconnected(int reason) {
        if (!over) {
            over = true;
            watcher.disconnected(new DisconnectReason(reason));
        }
        link.close();
    }

    private void lost(String why) {
        if (!over) {
            over = true;
            watcher.ended(why);
        }
        link.close();
    }

    private void fault(String what) {
        if (!over) {
            watcher.fault(what);
        }
    }

    private void onlyOnce(int release) {
        if (++releases > 1) {
            throw new IllegalStateException("the untouched protocol is of another release: " + release);
        }
    }

    private byte[] hello() {
        return BaseProtocol.hello(
                key,
                Stream.of(SwappedNode.SWAPPED, SwappedNode.UNTOUCHED)
                        .map(Capability::parse)
                        .toList());
    }

    private final class OfSwapped implements NumberStream.Listener {

        @Override
        public void release(int number) {
            watcher.heard(number);
        }

        @Override
        public void message() {
            watcher.passed();
        }

        @Override
        public void confirmed(long sentAt, long now) {
            // Numbers wait for the release to come; what that takes the node tells.
        }
    }

    private final class OfUntouched implements NumberStream.Listener {

        @Override
        public void release(int number) {
            onlyOnce(number);
        }

        @Override
        public void message() {
            watcher.passed();
        }

        @Override
        public void confirmed(long sentAt, long now) {
            watcher.confirmed(sentAt, now);
        }
    }
}
