package org.jackfield.sync;

import java.util.List;
import org.jackfield.chain.HeaderRange;

/** What a peer is to be asked, whatever its version of eth writes it like. Ids are unique among a peer's, and not zero. */
public sealed interface BlockRequest {

    long id();

    /** GetBlockHeaders. */
    record Headers(long id, HeaderRange range) implements BlockRequest {}

    /** GetBlockBodies. */
    record Bodies(long id, List<byte[]> hashes) implements BlockRequest {}

    /**
     * GetReceipts.
     *
     * @param first index of the receipt to begin with in the first block; zero before eth/70
     */
    record Receipts(long id, List<byte[]> hashes, long first) implements BlockRequest {}

    /** GetBlockAccessLists; only of peers of eth/71 and later. */
    record AccessLists(long id, List<byte[]> hashes) implements BlockRequest {}
}
