package org.jackfield.swarm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.chunks.Address;
import org.jackfield.overlay.BinRange;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** Pieces of what a session of bzz-stream leaves to the next release, that several of its parts have. */
final class StreamState {

    private StreamState() {}

    static void writeAddresses(RlpWriter out, Collection<Address> addresses) {
        out.beginList();
        addresses.forEach(address -> out.write(address.bytes()));
        out.endList();
    }

    static List<Address> readAddresses(RlpReader items) throws RlpException {
        List<Address> addresses = new ArrayList<>();
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            addresses.add(Address.of(list.readBytes(Address.BYTES)));
        }
        return addresses;
    }

    static int readBin(RlpReader items) throws RlpException {
        int at = items.position();
        int bin = items.readInt();
        if (bin > Address.MAX_BIN) {
            throw new RlpException(at, "bin " + bin);
        }
        return bin;
    }

    static BinRange readRange(RlpReader items) throws RlpException {
        int at = items.position();
        long from = items.readLong();
        long to = items.readLong();
        if (from < 1 || to < from) {
            throw new RlpException(at, "from " + from + " to " + to);
        }
        return new BinRange(from, to);
    }

    /** Messages that were to be sent. */
    static void writeMessages(RlpWriter out, Collection<StreamMessage> messages) {
        out.beginList();
        for (StreamMessage one : messages) {
            Message message = one.encoded();
            out.beginList().write(message.code()).write(message.payload()).endList();
        }
        out.endList();
    }

    static List<StreamMessage> readMessages(RlpReader items) throws RlpException, DisconnectException {
        List<StreamMessage> messages = new ArrayList<>();
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            RlpReader message = list.readList();
            messages.add(StreamMessage.decode(new Message(message.readInt(), message.readBytes())));
            message.finish();
        }
        return messages;
    }
}
