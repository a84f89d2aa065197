package org.jackfield.swarm;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * Packs every message as releases up to 0.4.3 do, and unpacks what comes (go-ethereum v1.8.27, p2p/protocols/protocol.go,
 * {@code WrappedMsg}).
 *
 * <pre>
 *   [ context, size, payload ]      context: for tracing, empty in what we send
 *              32 bits              size: of the payload; nobody compares it
 * </pre>
 *
 * <p>What is not of this form comes out of {@code read} as {@link RlpException}, what is too long as {@link DisconnectException}.
 */
final class WrappedPipe implements MessagePipe {

    /** What is written around a payload, at most. */
    static final int HEADERS = 16;

    private static final byte[] NO_CONTEXT = {};

    private final MessagePipe pipe;

    WrappedPipe(MessagePipe pipe) {
        this.pipe = pipe;
    }

    static Message wrap(Message message) {
        byte[] payload = message.payload();
        RlpWriter out = new RlpWriter(payload.length + HEADERS).beginList().write(NO_CONTEXT);
        out.write(payload.length).write(payload);
        return new Message(message.code(), out.endList().toByteArray());
    }

    static Message unwrap(Message message) throws RlpException, DisconnectException {
        if (message.size() > HiveSession.MAX_MESSAGE_BYTES) {
            throw DisconnectException.subprotocol("a message of " + message.size() + " bytes, at most "
                    + HiveSession.MAX_MESSAGE_BYTES + " expected");
        }
        RlpReader items = RlpReader.ofList(message.payload());
        if (items.nextIsList()) {
            throw new RlpException(items.position(), "a list for the context");
        }
        items.skip();
        if (items.nextLength() > Integer.BYTES) {
            throw new RlpException(items.position(), "a size of more than 32 bits");
        }
        items.readUnsignedLong();
        byte[] payload = items.readBytes();
        items.finish();
        return new Message(message.code(), payload);
    }

    @Override
    public Message read() throws IOException, InterruptedException {
        return unwrap(pipe.read());
    }

    @Override
    public Optional<Message> read(Duration timeout) throws IOException, InterruptedException {
        Optional<Message> message = pipe.read(timeout);
        return message.isPresent() ? Optional.of(unwrap(message.get())) : message;
    }

    @Override
    public void write(Message message) throws IOException, InterruptedException {
        pipe.write(wrap(message));
    }
}
