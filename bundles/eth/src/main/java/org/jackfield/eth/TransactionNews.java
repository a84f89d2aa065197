package org.jackfield.eth;

import java.util.Optional;
import org.jackfield.api.Message;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.pool.TransactionMessage;
import org.jackfield.pool.TransactionSeat;

/** What the peer is told and asked of transactions, in the layout of its version. */
record TransactionNews(EthVersion version, TransactionSeat seat) implements MessageSource {

    @Override
    public Optional<Outgoing> next() {
        return seat.next().map(news -> new Outgoing(encoded(version, news), () -> seat.sent(news)));
    }

    static Message encoded(EthVersion version, TransactionMessage news) {
        if (news instanceof TransactionMessage.Announcement announcement) {
            byte[] payload = AnnouncedHashes.encode(version, announcement);
            return new Message(MessageCode.NEW_POOLED_TRANSACTION_HASHES, payload);
        }
        if (news instanceof TransactionMessage.Broadcast broadcast) {
            return new Message(MessageCode.TRANSACTIONS, TransactionList.encode(broadcast.transactions()));
        }
        if (news instanceof TransactionMessage.TransactionsRequest request) {
            byte[] payload = new HashesRequest(request.id(), request.hashes()).encoded();
            return new Message(MessageCode.GET_POOLED_TRANSACTIONS, payload);
        }
        TransactionMessage.CellsRequest request = (TransactionMessage.CellsRequest) news;
        byte[] payload = new CellsRequest(request.id(), request.hashes(), request.cells()).encoded();
        return new Message(MessageCode.GET_CELLS, payload);
    }
}
