package org.jackfield.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpException;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Some envelopes of the archive. An answer is read page by page, so that however slowly a peer takes it, it keeps neither
 * files of the store from being deleted nor the store from being closed.
 *
 * @param reached key of the last entry looked at, wanted or not; empty: there is nothing more
 */
record ArchivePage(List<Envelope> envelopes, Optional<byte[]> reached) {

    private static final int MAX_ENVELOPES = 64;
    private static final int MAX_BYTES = 256 << 10;
    /** Entries looked at for those wanted. */
    private static final int MAX_LOOKS = 100_000;

    /**
     * @param entries moved by this
     */
    static ArchivePage read(RocksIterator entries, Selection selection, Optional<byte[]> after)
            throws RocksDBException {
        List<Envelope> found = new ArrayList<>();
        byte[] reached = null;
        int bytes = 0;
        seek(entries, selection, after);
        for (int looks = 0; holds(entries, selection); looks++) {
            if (found.size() == MAX_ENVELOPES || bytes >= MAX_BYTES || looks == MAX_LOOKS) {
                return new ArchivePage(found, Optional.ofNullable(reached));
            }
            reached = entries.key();
            if (selection.wants(topic(entries))) {
                Optional<Envelope> envelope = envelope(entries.value());
                bytes += envelope.map(Envelope::size).orElse(0);
                envelope.ifPresent(found::add);
            }
            move(entries, selection);
        }
        entries.status();
        return new ArchivePage(found, Optional.empty());
    }

    private static void seek(RocksIterator entries, Selection selection, Optional<byte[]> after) {
        byte[] first = ArchiveKey.first(selection.from());
        byte[] last = ArchiveKey.last(selection.to());
        byte[] begin;
        if (ascending(selection)) {
            begin = after.filter(key -> Arrays.compareUnsigned(key, first) > 0).orElse(first);
            entries.seek(begin);
        } else {
            begin = after.filter(key -> Arrays.compareUnsigned(key, last) < 0).orElse(last);
            entries.seekForPrev(begin);
        }
        if (after.isPresent() && entries.isValid() && Arrays.equals(entries.key(), after.get())) {
            move(entries, selection);
        }
    }

    private static boolean holds(RocksIterator entries, Selection selection) {
        if (!entries.isValid() || entries.key().length != ArchiveKey.BYTES) {
            return false;
        }
        long sent = ArchiveKey.sent(entries.key());
        return sent >= selection.from() && sent <= selection.to();
    }

    private static void move(RocksIterator entries, Selection selection) {
        if (ascending(selection)) {
            entries.next();
        } else {
            entries.prev();
        }
    }

    private static boolean ascending(Selection selection) {
        return selection.order() == Selection.Order.OLDEST_FIRST;
    }

    private static Topic topic(RocksIterator entries) {
        byte[] topic = new byte[Topic.BYTES];
        entries.value(topic);
        return Topic.of(topic);
    }

    /** Empty if it is damaged, which the others are not to suffer from. */
    private static Optional<Envelope> envelope(byte[] value) {
        try {
            return Optional.of(Envelope.decode(Arrays.copyOfRange(value, Topic.BYTES, value.length)));
        } catch (RlpException e) {
            return Optional.empty();
        }
    }
}
