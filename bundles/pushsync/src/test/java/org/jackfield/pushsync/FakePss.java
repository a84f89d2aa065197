package org.jackfield.pushsync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jackfield.overlay.Overlay;
import org.jackfield.pss.Delivery;
import org.jackfield.pss.Destination;
import org.jackfield.pss.Interest;
import org.jackfield.pss.Pss;
import org.jackfield.pss.PssException;
import org.jackfield.pss.Topic;

/** Keeps what is sent, in its order. */
class FakePss implements Pss {

    record Sent(Destination to, Topic topic, byte[] payload, Duration life) {}

    final List<Sent> sent = new ArrayList<>();
    Optional<Overlay> address;
    int room = Integer.MAX_VALUE;
    boolean nearest;

    FakePss(Overlay address) {
        this.address = Optional.of(address);
    }

    @Override
    public Optional<Overlay> address() {
        return address;
    }

    @Override
    public boolean isNearestTo(Overlay point) {
        return nearest;
    }

    @Override
    public void sendRaw(Destination to, Topic topic, byte[] payload, Duration life) throws PssException {
        if (sent.size() >= room) {
            throw new PssException("too many messages wait");
        }
        sent.add(new Sent(to, topic, payload, life));
    }

    @Override
    public void sendSymmetric(String keyId, Topic topic, byte[] payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendAsymmetric(byte[] publicKey, Topic topic, byte[] payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration listen(Interest interest, Consumer<Delivery> listener) {
        throw new UnsupportedOperationException();
    }
}
