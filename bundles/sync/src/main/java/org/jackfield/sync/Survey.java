package org.jackfield.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.chain.BlockHeader;

/**
 * What of a range of the canonical chain has no access list here, though its headers have the hash of one.
 *
 * @param missing numbers of these blocks
 * @param begins whether a block of the range has no such hash: those before it have none either
 */
record Survey(long first, long last, List<Long> missing, boolean begins) {

    /** Reads the disk. */
    static Survey of(Ledger ledger, long first, long last) {
        List<Long> missing = new ArrayList<>();
        boolean begins = false;
        for (long number = last; number >= first && !begins; number--) {
            Optional<BlockHeader> header = ledger.header(number);
            begins = header.flatMap(BlockHeader::blockAccessListHash).isEmpty();
            if (!begins && !ledger.hasAccessList(header.get())) {
                missing.add(number);
            }
        }
        return new Survey(first, last, missing, begins);
    }
}
