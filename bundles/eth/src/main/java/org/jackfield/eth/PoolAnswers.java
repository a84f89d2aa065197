package org.jackfield.eth;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.Message;
import org.jackfield.chain.RawTransaction;
import org.jackfield.pool.CellsAnswer;
import org.jackfield.pool.TransactionSeat;
import org.jackfield.rlp.RlpException;

/**
 * Answers a peer's requests for transactions and cells from its seat.
 *
 * @param seat empty while there is no pool: then nothing is known of any hash
 */
record PoolAnswers(Optional<TransactionSeat> seat) {

    /** Empty if it is no such request. */
    Optional<Message> answer(Message message) throws RlpException {
        return switch (message.code()) {
            case MessageCode.GET_POOLED_TRANSACTIONS ->
                Optional.of(new Message(MessageCode.POOLED_TRANSACTIONS, transactions(message.payload())));
            case MessageCode.GET_CELLS -> Optional.of(new Message(MessageCode.CELLS, cells(message.payload())));
            default -> Optional.empty();
        };
    }

    byte[] transactions(byte[] payload) throws RlpException {
        HashesRequest request = HashesRequest.decode(payload);
        List<RawTransaction> transactions = seat.map(
                        place -> place.transactions(request.hashes(), ChainAnswers.SOFT_LIMIT_BYTES))
                .orElse(List.of());
        return TransactionList.encodeAnswer(request.id(), transactions);
    }

    byte[] cells(byte[] payload) throws RlpException {
        CellsRequest request = CellsRequest.decode(payload);
        CellsAnswer cells = seat.map(
                        place -> place.cells(request.transactions(), request.cells(), ChainAnswers.SOFT_LIMIT_BYTES))
                .orElse(CellsAnswer.NOTHING);
        return new Cells(request.id(), cells).encoded();
    }
}
