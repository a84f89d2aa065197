package org.jackfield.eth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.Message;
import org.jackfield.chain.BlockBody;
import org.jackfield.chain.MadeTransactions;
import org.jackfield.chain.Receipt;
import org.jackfield.chain.ReceiptList;
import org.jackfield.rlp.RlpException;

/** Manners that nobody should put up with. */
public enum Lie {
    /** Bodies with a transaction that is not theirs. */
    WRONG_BODIES {
        @Override
        public Manner manner() {
            BlockBody body = new BlockBody(
                    List.of(MadeTransactions.pending(0).next().pooled()), List.of(), Optional.of(List.of()));
            return replacing(MessageCode.BLOCK_BODIES, items -> items.replaceAll(item -> body.encoded()));
        }
    },
    WRONG_RECEIPTS {
        @Override
        public Manner manner() {
            ReceiptList receipts = new ReceiptList(List.of(Receipt.of(0, false, 1, List.of())));
            return replacing(MessageCode.RECEIPTS, items -> items.replaceAll(item -> receipts.slim()));
        }
    },
    /** Says that it has the blocks, and gives none. */
    MISSING_BODIES {
        @Override
        public Manner manner() {
            return replacing(MessageCode.BLOCK_BODIES, List::clear);
        }
    },
    /** More and more of them, whatever was asked for. */
    ENDLESS_HEADERS {
        @Override
        public Manner manner() {
            return replacing(MessageCode.BLOCK_HEADERS, items -> {
                while (!items.isEmpty() && items.size() < Answer.MAX_ITEMS) {
                    items.add(items.get(items.size() - 1));
                }
            });
        }
    },
    /** What was the answer to the request of the kind before. */
    STALE_ANSWERS {
        @Override
        public Manner manner() {
            Map<Integer, List<byte[]>> former = new HashMap<>();
            return (request, honest) -> {
                Answer answer = Answer.decode(honest.payload());
                List<byte[]> items = Answer.lists(answer.items());
                List<byte[]> before = former.put(honest.code(), items);
                byte[] payload = Answer.encode(answer.id(), before == null ? items : before);
                return List.of(new Message(honest.code(), payload));
            };
        }
    };

    /** For one session. */
    public abstract Manner manner();

    private interface Change {
        void to(List<byte[]> items);
    }

    private static Manner replacing(int code, Change change) {
        return (request, honest) -> List.of(honest.code() == code ? changed(honest, change) : honest);
    }

    private static Message changed(Message honest, Change change) throws RlpException {
        Answer answer = Answer.decode(honest.payload());
        List<byte[]> items = Answer.lists(answer.items());
        change.to(items);
        return new Message(honest.code(), Answer.encode(answer.id(), items));
    }
}
