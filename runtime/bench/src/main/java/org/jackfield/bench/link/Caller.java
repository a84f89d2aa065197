package org.jackfield.bench.link;

import java.io.IOException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkHandler;
import org.jackfield.bench.crowd.BaseProtocol;
import org.jackfield.crypto.NodeKey;

/** A node that leaves as soon as the first protocol has answered it. Owned by its link's event loop. */
final class Caller implements LinkHandler {

    private final Link link;
    private final NodeKey key;
    private final Runnable answered;
    private final Consumer<String> fault;
    private boolean over;

    Caller(Link link, NodeKey key, Runnable answered, Consumer<String> fault) {
        this.link = link;
        this.key = key;
        this.answered = answered;
        this.fault = fault;
    }

    /** On the link's event loop. */
    void begin() {
        write(BaseProtocol.HELLO, hello());
        link.start(this);
    }

    @Override
    public void received(int code, byte[] payload) {
        switch (code) {
            case BaseProtocol.HELLO -> {
                link.established(true);
                write(BaseProtocol.FIRST_CODE + BenchProtocol.END, new byte[0]);
            }
            case BaseProtocol.FIRST_CODE + BenchProtocol.COUNTED -> {
                write(BaseProtocol.DISCONNECT, BaseProtocol.disconnect(DisconnectReason.QUITTING));
                leave();
                answered.run();
            }
            default -> fail("message " + code + ' ' + HexFormat.of().formatHex(payload));
        }
    }

    @Override
    public void writable() {
        // There is always room for what is written here.
    }

    @Override
    public void ended(IOException cause) {
        fail(cause.toString());
    }

    @Override
    public void closed() {
        fail("closed");
    }

    private void fail(String what) {
        if (!over) {
            leave();
            fault.accept("a link has ended: " + what);
        }
    }

    private void leave() {
        over = true;
        link.close();
    }

    private void write(int code, byte[] payload) {
        link.write(code, payload);
        link.flush();
    }

    private byte[] hello() {
        return BaseProtocol.hello(
                key,
                LinkParty.NAMES.stream().map(name -> new Capability(name, 1)).toList());
    }
}
