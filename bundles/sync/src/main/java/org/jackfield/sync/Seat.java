package org.jackfield.sync;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.Block;
import org.jackfield.chain.BlockHeader;

/** A peer's seat: decodes and hashes what comes on the peer's own thread, so that peers do not wait for each other. */
final class Seat implements SyncSeat {

    private final SyncRoom room;
    private final PeerState peer;

    Seat(SyncRoom room, PeerState peer) {
        this.room = room;
        this.peer = peer;
    }

    @Override
    public Optional<BlockRequest> next() {
        return room.inform((sync, now) -> sync.next(peer));
    }

    @Override
    public void sent(BlockRequest request) {
        room.inform((sync, now) -> {
            sync.sent(peer, request, now);
            return true;
        });
    }

    @Override
    public Optional<BlockNotice> news() {
        return room.inform((sync, now) -> peer.notices.next());
    }

    @Override
    public void told(BlockNotice notice) {
        room.inform((sync, now) -> {
            peer.notices.told(notice);
            return true;
        });
    }

    @Override
    public void moved(RemoteChain chain) {
        room.inform((sync, now) -> {
            sync.moved(peer, chain, now);
            return true;
        });
    }

    @Override
    public void announced(byte[] hash, long number) {
        room.inform((sync, now) -> {
            sync.announced(peer, hash, number, now);
            return true;
        });
    }

    @Override
    public void received(Block block, BigInteger totalDifficulty) throws DisconnectException {
        judge(() ->
                BodyAnswer.read(List.of(block.header()), List.of(block.body().encoded())));
        room.inform((sync, now) -> {
            sync.propagated(peer, block, totalDifficulty, now);
            return true;
        });
    }

    @Override
    public boolean headers(long id, List<byte[]> headers) throws DisconnectException {
        return answer(id, Kind.HEADERS, query -> {
            BlockRequest.Headers request = (BlockRequest.Headers) query.request;
            List<BlockHeader> read = HeaderAnswer.read(request.range(), headers);
            return (sync, now) -> {
                sync.headers(peer, query, read, now);
                return true;
            };
        });
    }

    @Override
    public boolean bodies(long id, List<byte[]> bodies) throws DisconnectException {
        return answer(id, Kind.BODIES, query -> {
            List<BodyAnswer.Found> read = BodyAnswer.read(((Job.Bodies) query.job).headers(), bodies);
            return (sync, now) -> {
                sync.bodies(peer, query, read, now);
                return true;
            };
        });
    }

    @Override
    public boolean receipts(long id, List<byte[]> receipts, boolean slim, boolean incomplete)
            throws DisconnectException {
        return answer(id, Kind.RECEIPTS, query -> {
            Job.Receipts job = (Job.Receipts) query.job;
            ReceiptAnswer read = ReceiptAnswer.read(job.headers(), job.begun(), receipts, slim, incomplete);
            return (sync, now) -> {
                sync.receipts(peer, query, read, now);
                return true;
            };
        });
    }

    @Override
    public boolean accessLists(long id, List<Optional<byte[]>> lists) throws DisconnectException {
        return answer(id, Kind.ACCESS_LISTS, query -> {
            List<AccessListAnswer.Found> read = AccessListAnswer.read(((Job.Lists) query.job).headers(), lists);
            return (sync, now) -> {
                sync.accessLists(peer, query, lists.size(), read, now);
                return true;
            };
        });
    }

    @Override
    public void leave() {
        room.inform((sync, now) -> {
            sync.leave(peer, now);
            return true;
        });
    }

    private interface Reading {
        SyncRoom.Event<Boolean> of(Query query) throws DisconnectException;
    }

    private boolean answer(long id, Kind kind, Reading reading) throws DisconnectException {
        Optional<Query> query = room.tell((sync, now) -> sync.underWay(peer, id));
        if (query.isEmpty()) {
            return room.inform((sync, now) -> sync.ours(peer, id));
        }
        if (query.get().kind != kind) {
            judge(() -> {
                throw DisconnectException.subprotocol("request " + id + " was answered with " + kind.text());
            });
        }
        room.tell(judge(() -> reading.of(query.get())));
        return true;
    }

    private interface Judged<T> {
        T get() throws DisconnectException;
    }

    /** What is none of what was asked ends the peer's part at once, so that its work is done by others. */
    private <T> T judge(Judged<T> judged) throws DisconnectException {
        try {
            return judged.get();
        } catch (DisconnectException e) {
            room.inform((sync, now) -> {
                sync.lied(peer, e, now);
                return true;
            });
            throw e;
        }
    }

    @Override
    public String toString() {
        return "seat of " + peer.id.shortHex();
    }
}
