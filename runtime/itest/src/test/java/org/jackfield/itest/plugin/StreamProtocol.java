package org.jackfield.itest.plugin;

import java.nio.ByteBuffer;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.SessionState;

/**
 * The answering end of a {@link NumberedFlow}, over all its releases. One thread a session, so that a hundred sessions
 * cost a hundred. A number that is not the next one ends the link.
 */
record StreamProtocol(Capability capability, int messageCount, int release) implements ResumableProtocol {

    @Override
    public boolean reads(int stateVersion) {
        return NumberedFlow.reads(stateVersion);
    }

    @Override
    public void run(Peer peer, MessagePipe pipe) throws Exception {
        speak(pipe, new NumberedFlow());
    }

    @Override
    public void resume(Peer peer, MessagePipe pipe, SessionState state) throws Exception {
        speak(pipe, NumberedFlow.of(state));
    }

    private void speak(MessagePipe pipe, NumberedFlow flow) throws Exception {
        try {
            while (true) {
                while (flow.mayWrite()) {
                    pipe.write(NumberedFlow.NUMBER, flow.number(release));
                }
                if (flow.owesConfirmation()) {
                    pipe.write(NumberedFlow.CONFIRM, flow.confirmation());
                }
                take(pipe, flow, pipe.read());
            }
        } catch (HandOverException signal) {
            throw signal.with(flow.state());
        }
    }

    private void take(MessagePipe pipe, NumberedFlow flow, Message message) throws Exception {
        ByteBuffer payload = ByteBuffer.wrap(message.payload());
        switch (message.code()) {
            case NumberedFlow.NUMBER -> {
                int number = payload.getInt();
                if (number != flow.read()) {
                    throw DisconnectException.breach("number " + number + " instead of " + flow.read());
                }
                flow.readTo(number + 1);
                flow.confirmed(payload.getInt());
            }
            case NumberedFlow.OPEN -> flow.open(payload.getInt());
            case NumberedFlow.CONFIRM -> flow.confirmed(payload.getInt());
            default -> {
                flow.open(0);
                pipe.write(NumberedFlow.LAST, flow.lengths());
            }
        }
    }
}
