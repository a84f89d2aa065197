package org.jackfield.rlpx;

import java.io.IOException;
import org.jackfield.api.transport.LinkHandler;

/** Stands in for the handler of a link that is not started. Nothing but its end can happen to such a link. */
enum Silence implements LinkHandler {
    INSTANCE;

    @Override
    public void received(int code, byte[] payload) {
        throw new IllegalStateException("delivered before start");
    }

    @Override
    public void writable() {}

    @Override
    public void ended(IOException cause) {}

    @Override
    public void closed() {}
}
