package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jackfield.api.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AnnouncerTest {

    private final BlockingQueue<Runnable> calls = new LinkedBlockingQueue<>();
    private final Announcer announcer = new Announcer(calls::add);
    private final List<Envelope> heard = new ArrayList<>();

    AnnouncerTest() {
        announcer.add(hearing(heard::add));
    }

    @Test
    void tellsInOrder() throws Exception {
        List<Envelope> three = List.of(Samples.envelope(), Samples.envelope(), Samples.envelope());
        for (Envelope envelope : three) {
            announcer.ticket().use(listener -> listener.pooled(envelope));
        }
        calls.forEach(Runnable::run);
        assertEquals(three, heard);
    }

    @Test
    void letsSessionsWaitWhileListenersAreBehind() throws Exception {
        for (int i = 0; i < Announcer.MAX_WAITING; i++) {
            announcer.ticket().use(listener -> {});
        }
        CompletableFuture<Void> session = CompletableFuture.runAsync(() -> {
            try {
                announcer.ticket().giveBack();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertFalse(session.isDone());
        calls.take().run();
        session.get(10, TimeUnit.SECONDS);
    }

    @Test
    void endsTheWaitingOfWhoIsInterrupted() throws Exception {
        for (int i = 0; i < Announcer.MAX_WAITING; i++) {
            announcer.ticket().use(listener -> {});
        }
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, announcer::ticket);
    }

    @Test
    void doesNotLetAListenerWaitForItself() throws Exception {
        List<Boolean> passed = new ArrayList<>();
        announcer.add(hearing(envelope -> {
            announcer.uninterrupted().giveBack();
            passed.add(true);
        }));
        for (int i = 0; i < Announcer.MAX_WAITING; i++) {
            announcer.ticket().use(listener -> listener.pooled(Samples.weak(1)));
        }
        calls.take().run();
        assertEquals(List.of(true), passed);
        announcer.ticket().giveBack();
        assertTrue(calls.size() == Announcer.MAX_WAITING - 1, "it has made room for one and no more");
    }

    @Test
    void tellsNobodyWhoHasGone() throws Exception {
        EnvelopeListener gone = hearing(heard::add);
        announcer.add(gone);
        announcer.remove(gone);
        announcer.ticket().use(listener -> listener.pooled(Samples.envelope()));
        calls.take().run();
        assertEquals(1, heard.size());
    }

    private static EnvelopeListener hearing(Consumer<Envelope> then) {
        return new EnvelopeListener() {
            @Override
            public void pooled(Envelope envelope) {
                then.accept(envelope);
            }

            @Override
            public void direct(NodeId from, Envelope envelope) {}
        };
    }
}
