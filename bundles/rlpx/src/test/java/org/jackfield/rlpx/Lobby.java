package org.jackfield.rlpx;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jackfield.api.transport.Link;
import org.jackfield.api.transport.LinkAcceptor;

/** Keeps what comes in. */
final class Lobby implements LinkAcceptor {

    final BlockingQueue<InetSocketAddress> asked = new LinkedBlockingQueue<>();
    final BlockingQueue<Link> links = new LinkedBlockingQueue<>();
    final BlockingQueue<IOException> failures = new LinkedBlockingQueue<>();
    volatile boolean open = true;

    @Override
    public boolean admit(InetSocketAddress remote) {
        asked.add(remote);
        return open;
    }

    @Override
    public void connected(Link link) {
        links.add(link);
    }

    @Override
    public void failed(InetSocketAddress remote, IOException cause) {
        failures.add(cause);
    }

    Link link() throws InterruptedException {
        return Recorder.take(links);
    }
}
