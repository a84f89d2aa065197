package org.jackfield.eth;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.RawTransaction;
import org.jackfield.pool.TransactionMessage.Announcement;
import org.jackfield.pool.TransactionSeat;
import org.jackfield.rlp.RlpException;

/**
 * What a peer tells and answers about transactions, decoded and given to its seat in their exchange. Each method takes a
 * payload and says whether somebody wanted it.
 *
 * @param seat empty while there is no pool
 */
record TransactionMessages(EthVersion version, Optional<TransactionSeat> seat) {

    boolean transactions(byte[] payload) throws RlpException, DisconnectException {
        List<RawTransaction> transactions = TransactionList.decode(payload);
        if (seat.isPresent()) {
            seat.get().received(transactions);
        }
        return seat.isPresent();
    }

    boolean announced(byte[] payload) throws RlpException, DisconnectException {
        Announcement announcement = AnnouncedHashes.decode(version, payload);
        if (seat.isPresent()) {
            seat.get().announced(announcement.transactions(), announcement.cells());
        }
        return seat.isPresent();
    }

    boolean pooled(byte[] payload) throws RlpException, DisconnectException {
        Answer answer = Answer.decode(payload);
        List<RawTransaction> transactions = TransactionList.read(answer.items());
        return seat.isPresent() && seat.get().answered(answer.id(), transactions);
    }

    boolean cells(byte[] payload) throws RlpException, DisconnectException {
        Cells cells = Cells.decode(payload);
        return seat.isPresent() && seat.get().answered(cells.id(), cells.answer());
    }
}
