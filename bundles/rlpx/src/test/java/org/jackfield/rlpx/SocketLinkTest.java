package org.jackfield.rlpx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketLinkTest {

    private static final Timeouts TIMEOUTS = Timeouts.STANDARD;
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration HALF_THE_LINGER = TIMEOUTS.linger().dividedBy(2);

    private final EmbeddedSocket socket = new EmbeddedSocket();
    private final Session remote = Session.of(Eip8.secrets(false), new Scratch());
    private final SocketLink link = new SocketLink(
            socket,
            new Endpoints(Eip8.idB(), EmbeddedSocket.LOCAL, EmbeddedSocket.REMOTE, false),
            Session.of(Eip8.secrets(true), new Scratch()),
            TIMEOUTS);
    private final Recorder recorder = new Recorder();

    SocketLinkTest() {
        socket.pipeline().addLast(link);
    }

    @AfterEach
    void releases() {
        socket.finishAndReleaseAll();
    }

    @Test
    void deliversWhatCameBeforeItWasStartedAndThenTheEnd() {
        socket.writeInbound(frame(1, 10));
        socket.writeInbound(frame(2, 10));
        socket.remoteCloses();
        socket.close();
        assertEquals(List.of(), recorder.codes());
        link.start(recorder);
        assertEquals(List.of(1, 2), recorder.codes());
        assertInstanceOf(EOFException.class, recorder.ends.remove());
        assertEquals(1, recorder.closings.size());
    }

    @Test
    void startsOnce() {
        link.start(recorder);
        assertThrows(IllegalStateException.class, () -> link.start(recorder));
    }

    @Test
    void theRuleOfHelloEndsWithinItsDelivery() {
        byte[] hello = bytes(0, 100);
        remote.encoder().compressed(true);
        byte[] next = bytes(0x10, 5000);
        link.start(new Recorder() {
            @Override
            public void received(int code, byte[] payload) {
                recorder.received(code, payload);
                if (code == 0) {
                    link.established(true);
                }
            }
        });
        socket.writeInbound(Unpooled.wrappedBuffer(hello, next));
        assertEquals(List.of(0, 0x10), recorder.codes());
        assertEquals(5000, recorder.messages.toArray(Message[]::new)[1].size());
    }

    @Test
    void writesReachTheSocketAtTheFlush() throws Exception {
        link.start(recorder);
        link.write(7, new byte[] {1, 2, 3});
        link.write(8, new byte[0]);
        assertTrue(socket.outboundMessages().isEmpty());
        link.flush();
        ByteBuf both = socket.readOutbound();
        assertTrue(remote.decoder().next(both.nioBuffer(0, 64)));
        assertEquals(7, remote.decoder().code());
        assertArrayEquals(new byte[] {1, 2, 3}, remote.decoder().payload());
        assertEquals(128, both.readableBytes());
        both.release();
    }

    @Test
    void theBeginningOfALargeMessageLeavesBeforeItsEndIsEncoded() throws Exception {
        link.start(recorder);
        byte[] payload = new byte[1 << 20];
        new Random(4).nextBytes(payload);
        link.write(0x10, payload);
        assertFalse(socket.outboundMessages().isEmpty());
        link.flush();
        remote.decoder().established(false);
        boolean complete = false;
        for (ByteBuf part = socket.readOutbound(); part != null; part = socket.readOutbound()) {
            complete = remote.decoder().next(part.nioBuffer());
            part.release();
        }
        assertTrue(complete);
        assertArrayEquals(payload, remote.decoder().payload());
    }

    @Test
    void aSocketThatBreaksWithinAMessageIsToldOfWhenThatIsEncoded() {
        link.start(recorder);
        socket.breaks();
        link.write(7, new byte[1 << 20]);
        socket.runPendingTasks();
        assertTrue(recorder.ends.isEmpty());
        socket.remoteCloses();
        assertEquals("Broken pipe", recorder.ends.remove().getMessage());
    }

    @Test
    void answersWithinOneReadLeaveTogether() {
        link.start(new Recorder() {
            @Override
            public void received(int code, byte[] payload) {
                link.write(code, payload);
                link.flush();
            }
        });
        socket.writeInbound(Unpooled.wrappedBuffer(bytes(2, 1), bytes(3, 1), bytes(4, 1)));
        assertEquals(1, socket.outboundMessages().size());
    }

    @Test
    void aFrameThatIsNotCompletedEndsTheLink() {
        link.start(recorder);
        socket.writeInbound(frame(1, 10).readSlice(40));
        socket.pass(TIMEOUTS.frame().minus(A_SECOND));
        assertTrue(recorder.ends.isEmpty());
        socket.pass(TIMEOUTS.frame().dividedBy(4));
        assertInstanceOf(SocketTimeoutException.class, recorder.ends.remove());
    }

    @Test
    void dribblingBytesDoNotSaveAFrame() {
        link.start(recorder);
        byte[] frame = bytes(1, 2000);
        for (int i = 0; i < 50; i++) {
            socket.writeInbound(Unpooled.wrappedBuffer(frame, i, 1));
            socket.pass(A_SECOND);
        }
        assertInstanceOf(SocketTimeoutException.class, recorder.ends.remove());
    }

    @Test
    void slowFramesThatCompleteAreFine() {
        link.start(recorder);
        for (int i = 0; i < 20; i++) {
            byte[] frame = bytes(1, 10);
            socket.writeInbound(Unpooled.wrappedBuffer(frame, 0, 40));
            socket.pass(TIMEOUTS.frame().dividedBy(2));
            socket.writeInbound(Unpooled.wrappedBuffer(frame, 40, frame.length - 40));
        }
        assertTrue(recorder.ends.isEmpty());
        assertEquals(20, recorder.messages.size());
    }

    @Test
    void timeInWhichWeDoNotReadDoesNotCount() {
        link.start(recorder);
        byte[] frame = bytes(1, 10);
        socket.writeInbound(Unpooled.wrappedBuffer(frame, 0, 40));
        link.reading(false);
        socket.pass(TIMEOUTS.frame().multipliedBy(3));
        link.reading(true);
        socket.pass(TIMEOUTS.frame().minus(A_SECOND));
        assertTrue(recorder.ends.isEmpty());
        socket.writeInbound(Unpooled.wrappedBuffer(frame, 40, frame.length - 40));
        assertEquals(1, recorder.messages.size());
    }

    @Test
    void readingIsTheChannelsAutoRead() {
        socket.config().setAutoRead(false);
        link.reading(true);
        assertFalse(socket.config().isAutoRead(), "not before start");
        link.start(recorder);
        assertTrue(socket.config().isAutoRead());
        link.reading(false);
        assertFalse(socket.config().isAutoRead());
    }

    @Test
    void nothingIsDeliveredWhileReadingIsOff() {
        link.start(recorder);
        link.reading(false);
        ByteBuf both = Unpooled.wrappedBuffer(bytes(3, 10), bytes(0x10, 10));
        socket.writeInbound(both.readRetainedSlice(70));
        socket.writeInbound(both);
        assertEquals(List.of(), recorder.codes());
        link.reading(true);
        assertEquals(List.of(3, 0x10), recorder.codes());
    }

    @Test
    void aHandlerThatHasEnoughInTheMiddleGetsTheRestLater() {
        link.start(new Recorder() {
            @Override
            public void received(int code, byte[] payload) {
                recorder.received(code, payload);
                link.reading(false);
            }
        });
        socket.writeInbound(Unpooled.wrappedBuffer(bytes(2, 1), bytes(3, 5), bytes(4, 9)));
        assertEquals(List.of(2), recorder.codes());
        link.reading(true);
        assertEquals(List.of(2, 3), recorder.codes());
        socket.writeInbound(frame(5, 1));
        link.reading(true);
        link.reading(true);
        assertEquals(List.of(2, 3, 4, 5), recorder.codes());
        assertEquals(9, recorder.messages.toArray(Message[]::new)[2].size());
    }

    @Test
    void aFailedWriteEndsTheLinkOnlyBehindWhatHasArrived() {
        link.start(recorder);
        failAWrite();
        socket.writeInbound(frame(0x10, 1));
        socket.writeInbound(frame(1, 1));
        assertEquals(List.of(0x10, 1), recorder.codes());
        assertTrue(recorder.ends.isEmpty());
        socket.remoteCloses();
        assertEquals("Broken pipe", recorder.ends.remove().getMessage());
        assertFalse(socket.isOpen());
        assertEquals(1, recorder.closings.size());
    }

    @Test
    void aFailedWriteEndsTheLinkThoughTheInputDoesNotEnd() {
        link.start(recorder);
        failAWrite();
        socket.pass(TIMEOUTS.linger().minus(Duration.ofMillis(100)));
        assertTrue(recorder.ends.isEmpty());
        socket.pass(Duration.ofMillis(100));
        assertEquals("Broken pipe", recorder.ends.remove().getMessage());
    }

    @Test
    void aHandlerThatReadsOnInTimeMissesNothing() {
        link.start(recorder);
        link.reading(false);
        failAWrite();
        assertTrue(socket.config().isAutoRead(), "what has arrived is taken from the socket");
        socket.writeInbound(Unpooled.wrappedBuffer(bytes(0x10, 1), bytes(0x11, 1), bytes(1, 1)));
        socket.remoteCloses();
        assertFalse(socket.isOpen());
        socket.pass(HALF_THE_LINGER.minus(Duration.ofMillis(100)));
        assertTrue(recorder.messages.isEmpty() && recorder.ends.isEmpty() && recorder.closings.isEmpty());
        link.reading(true);
        assertEquals(List.of(0x10, 0x11, 1), recorder.codes());
        assertEquals("Broken pipe", recorder.ends.remove().getMessage());
        assertEquals(1, recorder.closings.size());
    }

    @Test
    void ofWhatAHandlerDoesNotReadInTimeTheDisconnectIsDelivered() {
        link.start(recorder);
        link.reading(false);
        socket.writeInbound(Unpooled.wrappedBuffer(bytes(0x10, 1), bytes(2, 1), bytes(1, 1)));
        socket.remoteCloses();
        assertTrue(socket.isOpen(), "something may still be written");
        socket.pass(HALF_THE_LINGER);
        assertEquals(List.of(1), recorder.codes());
        assertInstanceOf(EOFException.class, recorder.ends.remove());
        assertTrue(recorder.closings.isEmpty());
    }

    @Test
    void aDisconnectIsFoundThatIsReadLate() {
        link.start(recorder);
        link.reading(false);
        failAWrite();
        socket.pass(HALF_THE_LINGER);
        assertTrue(recorder.ends.isEmpty());
        socket.writeInbound(Unpooled.wrappedBuffer(bytes(0x10, 1), bytes(1, 1)));
        assertEquals(List.of(1), recorder.codes());
        socket.remoteCloses();
        assertEquals("Broken pipe", recorder.ends.remove().getMessage());
    }

    @Test
    void moreThanIsKeptIsSearchedAtOnce() {
        link.established(false);
        remote.encoder().compressed(false);
        link.start(recorder);
        link.reading(false);
        failAWrite();
        byte[] large = bytes(0x10, 1 << 20);
        for (int kept = 0; kept <= InboundFrames.MAX_KEPT_BYTES; kept += large.length) {
            assertTrue(recorder.messages.isEmpty());
            socket.writeInbound(Unpooled.wrappedBuffer(large));
            large = bytes(0x10, 1 << 20);
        }
        socket.writeInbound(Unpooled.wrappedBuffer(large));
        socket.writeInbound(frame(1, 1));
        assertEquals(List.of(1), recorder.codes());
        assertTrue(recorder.ends.isEmpty(), "more may come");
        socket.remoteCloses();
        assertEquals("Broken pipe", recorder.ends.remove().getMessage());
    }

    @Test
    void aHandlerThatClosesInsteadOfReadingOnIsToldThatTheSocketIsClosed() {
        link.start(recorder);
        link.reading(false);
        socket.writeInbound(frame(0x10, 1));
        socket.remoteCloses();
        socket.close();
        assertTrue(recorder.ends.isEmpty() && recorder.closings.isEmpty());
        link.close();
        socket.pass(TIMEOUTS.linger());
        assertTrue(recorder.messages.isEmpty() && recorder.ends.isEmpty());
        assertEquals(1, recorder.closings.size());
    }

    @Test
    void whatIsWrittenToAClosedSocketTakesNoMemory() {
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
        socket.config().setAllocator(allocator);
        link.start(new Recorder() {
            @Override
            public void ended(IOException cause) {
                recorder.ended(cause);
                link.write(1, new byte[] {8});
            }
        });
        socket.close();
        assertEquals(1, recorder.ends.size());
        assertEquals(0, allocator.metric().usedDirectMemory());
    }

    @Test
    void bytesThatTheOtherSideDoesNotTakeEndTheLink() {
        link.start(recorder);
        socket.stuck(true);
        link.write(5, new byte[10]);
        link.flush();
        socket.pass(TIMEOUTS.stall().minus(A_SECOND));
        assertTrue(recorder.ends.isEmpty());
        socket.pass(TIMEOUTS.stall().dividedBy(4));
        assertInstanceOf(SocketTimeoutException.class, recorder.ends.remove());
    }

    @Test
    void anIdleLinkIsNotStalled() {
        link.start(recorder);
        link.write(5, new byte[10]);
        link.flush();
        socket.pass(TIMEOUTS.stall().multipliedBy(10));
        assertTrue(recorder.ends.isEmpty());
    }

    @Test
    void tellsWhenThereIsRoomAgain() {
        link.start(recorder);
        socket.stuck(true);
        while (link.writable()) {
            link.write(5, new byte[1000]);
            link.flush();
        }
        assertTrue(recorder.writables.isEmpty());
        socket.stuck(false);
        socket.runPendingTasks();
        assertTrue(link.writable());
        assertEquals(1, recorder.writables.size());
    }

    @Test
    void closingSendsWhatIsWrittenThenHalfClosesThenWaitsForTheOtherSide() {
        link.start(recorder);
        link.write(1, new byte[] {1});
        link.close();
        link.close();
        link.write(2, new byte[] {2});
        link.flush();
        assertEquals(64, written());
        assertTrue(socket.outputShut);
        assertTrue(socket.isOpen());
        socket.remoteCloses();
        assertFalse(socket.isOpen());
        assertEquals(1, recorder.closings.size());
        assertTrue(recorder.ends.isEmpty(), "ended is not told after close");
    }

    @Test
    void closesAlthoughTheOtherSideDoesNot() {
        link.start(recorder);
        link.close();
        socket.writeInbound(frame(1, 10));
        socket.pass(TIMEOUTS.linger().minus(Duration.ofMillis(100)));
        assertTrue(socket.isOpen());
        socket.pass(Duration.ofMillis(100));
        assertFalse(socket.isOpen());
        assertTrue(recorder.messages.isEmpty(), "nothing is delivered after close");
        assertEquals(1, recorder.closings.size());
    }

    @Test
    void closesAlthoughTheOtherSideTakesNothing() {
        link.start(recorder);
        socket.stuck(true);
        link.write(1, new byte[] {1});
        link.close();
        socket.pass(TIMEOUTS.linger().minus(Duration.ofMillis(100)));
        assertTrue(socket.isOpen());
        socket.pass(TIMEOUTS.linger().dividedBy(2));
        assertFalse(socket.isOpen());
    }

    @Test
    void closesAlthoughTheOtherSideTakesByteByByte() {
        link.start(recorder);
        socket.trickle();
        link.write(1, new byte[] {1});
        link.close();
        for (Duration passed = Duration.ZERO; passed.compareTo(TIMEOUTS.stall()) < 0; passed = passed.plus(A_SECOND)) {
            assertTrue(socket.isOpen());
            socket.flush();
            socket.pass(A_SECOND);
        }
        assertFalse(socket.isOpen());
    }

    @Test
    void closingReadsOnAlthoughReadingWasOff() {
        link.start(recorder);
        link.reading(false);
        link.close();
        assertTrue(socket.config().isAutoRead());
        socket.writeInbound(frame(1, 10));
        assertTrue(recorder.messages.isEmpty());
    }

    @Test
    void theHandlerMayTakeLeaveOfASideThatHasClosed() {
        link.start(new Recorder() {
            @Override
            public void ended(IOException cause) {
                link.write(1, new byte[] {8});
                link.close();
            }
        });
        socket.remoteCloses();
        assertEquals(64, written());
        assertFalse(socket.isOpen());
    }

    @Test
    void aBrokenFrameEndsTheLinkWithItsReasonAndNothingFollows() {
        link.start(recorder);
        ByteBuf broken = frame(1, 10);
        broken.setByte(3, ~broken.getByte(3));
        socket.writeInbound(broken);
        socket.writeInbound(frame(2, 10));
        DisconnectException end = assertInstanceOf(DisconnectException.class, recorder.ends.remove());
        assertEquals(DisconnectReason.NETWORK_ERROR, end.reason());
        assertTrue(recorder.messages.isEmpty());
        assertTrue(recorder.ends.isEmpty());
        assertTrue(recorder.closings.isEmpty());
    }

    @Test
    void deliveryStopsWhenTheHandlerCloses() {
        link.start(new Recorder() {
            @Override
            public void received(int code, byte[] payload) {
                recorder.received(code, payload);
                link.close();
            }
        });
        socket.writeInbound(Unpooled.wrappedBuffer(bytes(2, 1), bytes(3, 1)));
        assertEquals(List.of(2), recorder.codes());
    }

    @Test
    void aFaultOfTheHandlerClosesTheLink() {
        link.start(new Recorder() {
            @Override
            public void received(int code, byte[] payload) {
                throw new IllegalArgumentException("a bug");
            }

            @Override
            public void ended(IOException cause) {
                recorder.ended(cause);
            }

            @Override
            public void closed() {
                recorder.closed();
            }
        });
        socket.writeInbound(frame(1, 1));
        assertEquals(1, recorder.ends.size());
        assertEquals(1, recorder.closings.size());
    }

    @Test
    void aMessageThatDoesNotFitHarmsNothing() {
        link.start(recorder);
        byte[] tooMuch = new byte[FrameEncoder.MAX_SIZE];
        assertThrows(IllegalArgumentException.class, () -> link.write(0x10, tooMuch));
        link.write(0x10, new byte[1]);
        link.flush();
        assertEquals(64, written());
    }

    @Test
    void noiseEndsTheLinkOnce() {
        Random random = new Random(21);
        Scratch scratch = new Scratch();
        for (int i = 0; i < 2000; i++) {
            EmbeddedSocket noisy = new EmbeddedSocket();
            SocketLink victim = new SocketLink(
                    noisy,
                    new Endpoints(Eip8.idB(), EmbeddedSocket.LOCAL, EmbeddedSocket.REMOTE, true),
                    Session.of(Eip8.secrets(true), scratch),
                    TIMEOUTS);
            noisy.pipeline().addLast(victim);
            Recorder heard = new Recorder();
            victim.start(heard);
            for (int part = 0; part < 4; part++) {
                byte[] noise = new byte[8 + random.nextInt(100)];
                random.nextBytes(noise);
                noisy.writeInbound(Unpooled.wrappedBuffer(noise));
            }
            assertEquals(1, heard.ends.size());
            assertTrue(heard.messages.isEmpty());
            noisy.finishAndReleaseAll();
            assertEquals(1, heard.closings.size());
        }
    }

    private ByteBuf frame(int code, int size) {
        return Unpooled.wrappedBuffer(bytes(code, size));
    }

    private void failAWrite() {
        socket.breaks();
        link.write(5, new byte[10]);
        link.flush();
        assertTrue(recorder.ends.isEmpty());
    }

    private byte[] bytes(int code, int size) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        remote.encoder().encode(code, new byte[size], frame::write);
        return frame.toByteArray();
    }

    private int written() {
        int bytes = 0;
        for (Object out = socket.readOutbound(); out != null; out = socket.readOutbound()) {
            bytes += ((ByteBuf) out).readableBytes();
            ((ByteBuf) out).release();
        }
        return bytes;
    }
}
