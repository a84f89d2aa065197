package org.jackfield.bench.handover;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkHandler;
import org.jackfield.crypto.NodeKey;
import org.jackfield.rlp.RlpWriter;

/**
 * A node with one link and two streams on it, and as little else as the base protocol allows. Owned by the link's event
 * loop, on which a hundred of them cost little.
 */
final class CrowdPeer implements LinkHandler {

    private static final int BASE_VERSION = 5;
    private static final int HELLO = 0;
    private static final int DISCONNECT = 1;
    private static final int PING = 2;
    private static final int PONG = 3;
    private static final int FIRST_CODE = 0x10;
    private static final byte[] EMPTY_LIST = {(byte) 0xc0};

    private final Link link;
    private final NodeKey key;
    private final Crowd crowd;
    private final NumberStream swapped;
    private final NumberStream untouched;
    private int releases;
    private int last;
    private boolean over;

    CrowdPeer(Link link, NodeKey key, Crowd crowd, int window) {
        this.link = link;
        this.key = key;
        this.crowd = crowd;
        swapped = new NumberStream(link, FIRST_CODE, window, crowd::heardRelease, Optional.empty());
        untouched = new NumberStream(
                link, FIRST_CODE + NumberStream.CODES, window, this::onlyOnce, Optional.of(crowd.roundTrips()));
    }

    void begin() {
        link.executor().execute(() -> {
            // First: their Hello may be there already.
            link.write(HELLO, hello());
            link.flush();
            link.start(this);
        });
    }

    /** Lets both streams come to their end. */
    void finish() {
        link.executor().execute(() -> {
            swapped.close();
            untouched.close();
        });
    }

    List<NumberStream> streams() {
        return List.of(swapped, untouched);
    }

    NumberStream swapped() {
        return swapped;
    }

    @Override
    public void received(int code, byte[] payload) {
        try {
            take(code, payload);
        } catch (IllegalStateException e) {
            crowd.fault(e.getMessage());
        }
    }

    private void take(int code, byte[] payload) {
        switch (code) {
            case HELLO -> {
                link.established(true);
                swapped.open();
                untouched.open();
                crowd.connected();
            }
            case DISCONNECT -> leave("disconnected: " + HexFormat.of().formatHex(payload));
            case PING -> {
                link.write(PONG, EMPTY_LIST);
                link.flush();
            }
            case PONG -> throw new IllegalStateException("a pong nobody asked for");
            default -> stream(code, payload);
        }
    }

    private void stream(int code, byte[] payload) {
        NumberStream stream = swapped.owns(code) ? swapped : untouched;
        if (stream.received(code, payload) && ++last == streams().size()) {
            over = true;
            crowd.finished();
        }
    }

    @Override
    public void writable() {
        // A window bounds what is written.
    }

    @Override
    public void ended(IOException cause) {
        leave("ended: " + cause.getMessage());
    }

    @Override
    public void closed() {
        leave("closed");
    }

    private void leave(String why) {
        if (!over) {
            over = true;
            crowd.fault("a link " + why);
            link.close();
        }
    }

    private void onlyOnce(int release) {
        if (++releases > 1) {
            throw new IllegalStateException("the untouched protocol is of another release: " + release);
        }
    }

    private byte[] hello() {
        RlpWriter out =
                new RlpWriter().beginList().write(BASE_VERSION).write("crowd").beginList();
        for (String name : List.of(Crowd.SWAPPED, Crowd.UNTOUCHED)) {
            Capability capability = Capability.parse(name);
            out.beginList().write(capability.name()).write(capability.version()).endList();
        }
        return out.endList().write(0).write(key.publicKey()).endList().toByteArray();
    }
}
