package org.jackfield.eth;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.api.Message;
import org.jackfield.chain.HeaderRange;
import org.jackfield.chain.Hex;
import org.jackfield.pool.AnnouncedTransaction;
import org.jackfield.rlp.RlpException;

/** What a {@link ScriptedPeer} was asked for and told of, each thing with how often. */
public final class Heard {

    /** A thing that was heard of: what of it, and which. */
    private record Item(String kind, String which) {}

    private static final String TOLD = "told of";
    private static final String ASKED = "asked for transaction";

    private final EthVersion version;
    private final Map<Item, Integer> items = new ConcurrentHashMap<>();

    Heard(EthVersion version) {
        this.version = version;
    }

    /** A request has come, and is answered so; what an answer leaves out may be asked for again. */
    void request(Message request, List<Message> answers) throws RlpException {
        byte[] payload = request.payload();
        switch (request.code()) {
            case MessageCode.GET_BLOCK_HEADERS -> addHeaders(HeadersRequest.decode(payload));
            case MessageCode.GET_BLOCK_BODIES -> addAll("asked for body", HashesRequest.decode(payload), answers);
            case MessageCode.GET_RECEIPTS -> addAll("asked for receipts", HashesRequest.decode(payload), answers);
            case MessageCode.GET_POOLED_TRANSACTIONS -> addAll(ASKED, HashesRequest.decode(payload), answers);
            default -> add("other", Integer.toString(request.code()));
        }
    }

    /** Something has come that wants no answer. */
    void news(Message message) throws RlpException {
        byte[] payload = message.payload();
        switch (message.code()) {
            case MessageCode.NEW_POOLED_TRANSACTION_HASHES ->
                AnnouncedHashes.decode(version, payload).transactions().stream()
                        .map(AnnouncedTransaction::hash)
                        .forEach(hash -> add(TOLD, Hex.text(hash)));
            case MessageCode.TRANSACTIONS ->
                TransactionList.decode(payload).forEach(transaction -> add(TOLD, Hex.text(transaction.hash())));
            default -> add("other", Integer.toString(message.code()));
        }
    }

    /** Requests, announcements and transactions that came more than once. */
    public List<String> repeated() {
        return items.entrySet().stream()
                .filter(entry -> entry.getValue() > 1 && !entry.getKey().kind().equals("other"))
                .map(entry -> entry.getKey() + " " + entry.getValue() + " times")
                .toList();
    }

    /** How many transactions it was told of, by announcement or in full. */
    public long transactionsTold() {
        return count(TOLD);
    }

    public long transactionsAskedFor() {
        return count(ASKED);
    }

    private long count(String kind) {
        return items.keySet().stream().filter(item -> item.kind().equals(kind)).count();
    }

    private void addHeaders(HeadersRequest request) {
        add("request", Long.toUnsignedString(request.id()));
        HeaderRange range = request.range();
        String start = range.startHash().map(Hex::text).orElse(Long.toString(range.startNumber()));
        add("asked for headers", start + ' ' + range.limit() + ' ' + range.skip() + ' ' + range.reverse());
    }

    private void addAll(String kind, HashesRequest request, List<Message> answers) throws RlpException {
        add("request", Long.toUnsignedString(request.id()));
        int answered = 0;
        for (Message answer : answers) {
            answered += Answer.decode(answer.payload()).items().count();
        }
        request.hashes().stream().limit(answered).forEach(hash -> add(kind, Hex.text(hash)));
    }

    private void add(String kind, String which) {
        items.merge(new Item(kind, which), 1, Integer::sum);
    }
}
