package org.jackfield.rlpx;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.DisconnectException;

/**
 * Delivers what a channel reads as messages, and then the end. Used on the channel's event loop only.
 *
 * <pre>
 *   WAITING     until begin(): what comes is kept
 *   OPEN        messages are delivered while the receiver reads, and else kept
 *   SEARCHING   the receiver has not read on in time: of what is left only a Disconnect is delivered
 *   OVER        ended() was told, or stop() called: what comes is dropped
 * </pre>
 *
 * <p>Why the other side leaves, it says last, behind everything else. So neither a failed write nor the end of the input
 * ends the delivery before what had arrived is read. A receiver that does not read, since it has enough, is given the
 * linger to read on; then what is left is searched for a Disconnect, message by message, and given up.
 *
 * <p>Until then it stays as it came, compressed: in the kernel, or here once the other side has closed or the link is
 * lost, since Netty's epoll then reads to the end whether it is to read or not, and a socket that was reset must be
 * closed soon. That is what a receive buffer holds, 6 MiB by default on Linux; beyond {@link #MAX_KEPT_BYTES} the search
 * begins at once.
 */
final class InboundFrames {

    /** As much as the largest message, and more than a receive buffer usually is. */
    static final int MAX_KEPT_BYTES = FrameEncoder.MAX_SIZE;

    private enum State {
        WAITING,
        OPEN,
        SEARCHING,
        OVER
    }

    private final Channel channel;
    private final Timeouts timeouts;
    private final Receiver receiver;
    private final Intake intake;
    private final Watchdog frameWatch;

    private State state = State.WAITING;
    private boolean readingOn = true;
    private boolean delivering;

    // Why the link will end; there, whether no more can be written, and whether no more will come.
    private Optional<IOException> last = Optional.empty();
    private boolean lost;
    private boolean complete;
    private boolean searchDue;

    /** Where messages go. */
    interface Receiver {

        void received(int code, byte[] payload);

        /** Those that have come together have been received. */
        void delivered();

        /** Nothing more is received. */
        void ended(IOException cause);
    }

    InboundFrames(Channel channel, FrameDecoder decoder, Timeouts timeouts, Receiver receiver) {
        this.channel = channel;
        this.timeouts = timeouts;
        this.receiver = receiver;
        this.intake = new Intake(decoder);
        this.frameWatch = new Watchdog(
                channel.eventLoop(),
                timeouts.frame(),
                () -> state == State.OPEN && readingOn && intake.midMessage(),
                intake::progress,
                () -> end(new SocketTimeoutException("a frame was begun and not completed in "
                        + timeouts.frame().toSeconds() + " s")));
    }

    /** Delivers from now on, at first what came before. */
    void begin() {
        state = State.OPEN;
        deliver();
        applyReading();
        searchLater();
    }

    /** Whether messages are being delivered right now. */
    boolean delivering() {
        return delivering;
    }

    /** Whether the receiver takes messages. */
    void reading(boolean on) {
        readingOn = on;
        deliver();
        applyReading();
        frameWatch.restart();
        frameWatch.watch();
    }

    /** Bytes that have come; they stay the caller's. */
    void receive(ByteBuf input) {
        if (state != State.OVER) {
            intake.lend(input.nioBuffer());
            deliver();
            intake.keep();
            if (state == State.OPEN && intake.bytes() > MAX_KEPT_BYTES) {
                expectEnd(new IOException("more has come than is kept for a receiver that does not read"));
                state = State.SEARCHING;
                deliver();
            }
        }
    }

    /** No more can be written, but what has arrived may still be read. */
    void lose(IOException cause) {
        lost = true;
        expectEnd(cause);
        applyReading();
        closeIfDone();
    }

    /** No more will come. */
    void complete(IOException cause) {
        complete = true;
        expectEnd(cause);
        closeIfDone();
    }

    /** Ends at once, or if this has not begun, when what is kept has been delivered. */
    void end(IOException cause) {
        if (state == State.WAITING) {
            complete(cause);
        } else if (state != State.OVER) {
            stop();
            channel.config().setAutoRead(false);
            receiver.ended(cause);
        }
    }

    /** Delivers nothing any more. */
    void stop() {
        state = State.OVER;
        intake.clear();
    }

    private void deliver() {
        if (delivering) {
            // The loop below goes on by itself.
            return;
        }
        delivering = true;
        try {
            while (takesMore() && intake.next()) {
                pass(intake.code(), intake.payload());
            }
        } catch (DisconnectException e) {
            end(e);
        } finally {
            delivering = false;
        }
        frameWatch.watch();
        endIfDelivered();
        receiver.delivered();
    }

    private boolean takesMore() {
        return state == State.OPEN && readingOn || state == State.SEARCHING;
    }

    private void pass(int code, byte[] payload) {
        if (state == State.OPEN || code == FrameDecoder.DISCONNECT) {
            receiver.received(code, payload);
        }
    }

    private void applyReading() {
        if (state == State.OPEN && !complete) {
            channel.config().setAutoRead(readingOn || lost);
        }
    }

    private void expectEnd(IOException cause) {
        last = last.or(() -> Optional.of(cause));
        endIfDelivered();
        searchLater();
    }

    /** Nothing more is to be had from the socket then, and one that was reset keeps its event loop awake. */
    private void closeIfDone() {
        if (lost && complete) {
            channel.close();
        }
    }

    private void endIfDelivered() {
        if (complete && state != State.WAITING && intake.isEmpty()) {
            last.ifPresent(this::end);
        }
    }

    /** Once, when the link is to end, and what is left waits for a receiver that has begun. */
    private void searchLater() {
        if (state == State.OPEN && last.isPresent() && !searchDue) {
            searchDue = true;
            channel.eventLoop().schedule(this::search, timeouts.linger().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void search() {
        if (state == State.OPEN || state == State.SEARCHING) {
            state = State.SEARCHING;
            deliver();
            last.ifPresent(this::end);
        }
    }
}
