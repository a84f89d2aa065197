package org.jackfield.eth;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.rlp.RlpException;
import org.jackfield.sync.SyncSeat;

/**
 * What a peer tells and answers about blocks, decoded and given to its seat in the synchronization. Each method takes a
 * payload and says whether somebody wanted it.
 *
 * @param seat empty while nothing is synchronized
 */
record BlockMessages(EthVersion version, RemotePeer peer, Optional<SyncSeat> seat) {

    boolean newBlockHashes(byte[] payload) throws RlpException, DisconnectException {
        List<BlockNews.NewHash> hashes = BlockNews.newBlockHashes(payload);
        if (seat.isPresent()) {
            for (BlockNews.NewHash news : hashes) {
                seat.get().announced(news.hash(), news.number());
            }
        }
        return seat.isPresent();
    }

    boolean newBlock(byte[] payload) throws RlpException, DisconnectException {
        BlockNews.NewBlock news = BlockNews.newBlock(payload);
        if (seat.isPresent()) {
            seat.get().received(news.block(), news.totalDifficulty());
        }
        return seat.isPresent();
    }

    boolean blockRangeUpdate(byte[] payload) throws RlpException, DisconnectException {
        BlockRange update = BlockRange.decode(payload);
        update.check();
        peer.moved(update);
        return moved();
    }

    private boolean moved() throws DisconnectException {
        if (seat.isPresent()) {
            seat.get().moved(peer.chain());
        }
        return seat.isPresent();
    }

    boolean headers(byte[] payload) throws RlpException, DisconnectException {
        Answer answer = Answer.decode(payload);
        if (peer.takeHead(answer)) {
            moved();
            return true;
        }
        List<byte[]> headers = Answer.lists(answer.items());
        return seat.isPresent() && seat.get().headers(answer.id(), headers);
    }

    boolean bodies(byte[] payload) throws RlpException, DisconnectException {
        Answer answer = Answer.decode(payload);
        List<byte[]> bodies = Answer.lists(answer.items());
        return seat.isPresent() && seat.get().bodies(answer.id(), bodies);
    }

    boolean receipts(byte[] payload) throws RlpException, DisconnectException {
        ReceiptsAnswer answer = ReceiptsAnswer.decode(version, payload);
        boolean slim = version.since(EthVersion.ETH_69);
        return seat.isPresent() && seat.get().receipts(answer.id(), answer.blocks(), slim, answer.incomplete());
    }

    boolean accessLists(byte[] payload) throws RlpException, DisconnectException {
        Answer answer = Answer.decode(payload);
        List<Optional<byte[]>> lists = Answer.optionalLists(answer.items());
        return seat.isPresent() && seat.get().accessLists(answer.id(), lists);
    }
}
