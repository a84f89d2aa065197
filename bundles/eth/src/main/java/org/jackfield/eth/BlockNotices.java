package org.jackfield.eth;

import java.util.Optional;
import org.jackfield.api.Message;
import org.jackfield.api.session.MessageSource;
import org.jackfield.api.session.Outgoing;
import org.jackfield.sync.BlockNotice;
import org.jackfield.sync.SyncSeat;

/** What the peer is told of new blocks, up to eth/68. */
record BlockNotices(SyncSeat seat) implements MessageSource {

    @Override
    public Optional<Outgoing> next() {
        return seat.news().map(notice -> new Outgoing(encoded(notice), () -> seat.told(notice)));
    }

    static Message encoded(BlockNotice notice) {
        return notice instanceof BlockNotice.Whole whole
                ? new Message(MessageCode.NEW_BLOCK, BlockNews.encode(whole))
                : new Message(MessageCode.NEW_BLOCK_HASHES, BlockNews.encode((BlockNotice.Hashes) notice));
    }
}
