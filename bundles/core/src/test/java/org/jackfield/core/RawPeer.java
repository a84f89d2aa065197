package org.jackfield.core;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.NodeId;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkHandler;
import org.jackfield.core.TestNode.World;

/** The other side of a link, byte by byte in the hands of the test. */
final class RawPeer implements LinkHandler {

    /** What arrived. */
    final List<MemoryLink.Frame> frames = new ArrayList<>();

    final List<IOException> ends = new ArrayList<>();

    private final World world;
    private final NodeId id;
    private MemoryLink link;

    private RawPeer(World world, NodeId id) {
        this.world = world;
        this.id = id;
    }

    /** Dials the node; the encryption handshake is done when this returns. */
    static RawPeer dial(World world, int number, TestNode node) {
        RawPeer peer = new RawPeer(world, TestNode.id(number));
        world.network
                .transport(peer.id)
                .dial(
                        node.id,
                        new InetSocketAddress(
                                node.switchboard.self().host(),
                                node.switchboard.self().port()))
                .whenComplete((link, failure) -> peer.begin(link, failure));
        world.loop.turn();
        return peer;
    }

    /** Dials the node and says hello before the node has so much as looked at the link. */
    static RawPeer dialGreeting(World world, int number, TestNode node, String capability) {
        RawPeer peer = new RawPeer(world, TestNode.id(number));
        Hello hello = new Hello(5, "raw", List.of(Capability.parse(capability)), Optional.of(peer.id));
        InetSocketAddress address = new InetSocketAddress(
                node.switchboard.self().host(), node.switchboard.self().port());
        world.network.transport(peer.id).dial(node.id, address).whenComplete((link, failure) -> {
            peer.begin(link, failure);
            link.write(BaseMessages.HELLO, hello.encode());
            link.flush();
        });
        world.loop.turn();
        return peer;
    }

    private void begin(Link dialed, Throwable failure) {
        if (failure != null) {
            ends.add((IOException) failure);
        } else {
            link = (MemoryLink) dialed;
            link.start(this);
        }
    }

    /** Lets go of the link. */
    void forget() {
        link = null;
    }

    MemoryLink link() {
        return link;
    }

    /** Says hello and turns the loop. */
    RawPeer greet(String... capabilities) {
        return greet(5, capabilities);
    }

    RawPeer greet(int version, String... capabilities) {
        List<Capability> offered =
                Arrays.stream(capabilities).map(Capability::parse).toList();
        link.write(BaseMessages.HELLO, new Hello(version, "raw", offered, Optional.of(id)).encode());
        link.established(version >= BaseMessages.COMPRESSING_VERSION);
        link.flush();
        world.loop.turn();
        return this;
    }

    RawPeer send(int code, byte... payload) {
        link.write(code, payload);
        link.flush();
        world.loop.turn();
        return this;
    }

    /** The reason the node gave, if any. */
    Optional<DisconnectReason> told() {
        return frames.stream()
                .filter(frame -> frame.code() == BaseMessages.DISCONNECT)
                .map(frame -> DisconnectMessage.decode(frame.payload()))
                .findFirst();
    }

    List<Integer> codes() {
        return frames.stream().map(MemoryLink.Frame::code).toList();
    }

    boolean ended() {
        return !ends.isEmpty();
    }

    @Override
    public void received(int code, byte[] payload) {
        frames.add(new MemoryLink.Frame(code, payload, false));
    }

    @Override
    public void writable() {
        // Tests write as much as they like.
    }

    @Override
    public void ended(IOException cause) {
        ends.add(cause);
        link.close();
    }

    @Override
    public void closed() {
        // ended has said it already.
    }
}
