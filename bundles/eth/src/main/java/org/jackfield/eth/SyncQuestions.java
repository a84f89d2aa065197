package org.jackfield.eth;

import java.util.Optional;
import org.jackfield.api.Message;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.sync.BlockRequest;
import org.jackfield.sync.SyncSeat;

/** What the peer is asked for the synchronization, in the layout of its version. */
record SyncQuestions(EthVersion version, SyncSeat seat) implements MessageSource {

    @Override
    public Optional<Outgoing> next() {
        return seat.next().map(request -> new Outgoing(encoded(version, request), () -> seat.sent(request)));
    }

    static Message encoded(EthVersion version, BlockRequest request) {
        if (request instanceof BlockRequest.Headers headers) {
            byte[] payload = new HeadersRequest(headers.id(), headers.range()).encoded();
            return new Message(MessageCode.GET_BLOCK_HEADERS, payload);
        }
        if (request instanceof BlockRequest.Bodies bodies) {
            byte[] payload = new HashesRequest(bodies.id(), bodies.hashes()).encoded();
            return new Message(MessageCode.GET_BLOCK_BODIES, payload);
        }
        if (request instanceof BlockRequest.AccessLists lists) {
            byte[] payload = new HashesRequest(lists.id(), lists.hashes()).encoded();
            return new Message(MessageCode.GET_BLOCK_ACCESS_LISTS, payload);
        }
        BlockRequest.Receipts receipts = (BlockRequest.Receipts) request;
        byte[] payload = version.since(EthVersion.ETH_70)
                ? new ReceiptsRequest(receipts.id(), receipts.first(), receipts.hashes()).encoded()
                : new HashesRequest(receipts.id(), receipts.hashes()).encoded();
        return new Message(MessageCode.GET_RECEIPTS, payload);
    }
}
