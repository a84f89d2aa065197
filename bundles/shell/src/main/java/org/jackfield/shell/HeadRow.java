package org.jackfield.shell;

import java.time.Instant;
import java.util.HexFormat;
import org.jackfield.chain.ChainHead;

/** The last block, as {@code eth:head} and the imports tell it. */
record HeadRow(long number, String hash, String totalDifficulty, String time) {

    static HeadRow of(ChainHead head) {
        return new HeadRow(
                head.number(),
                "0x" + HexFormat.of().formatHex(head.hash()),
                head.totalDifficulty().toString(),
                Instant.ofEpochSecond(head.timestamp()).toString());
    }

    String table() {
        return new Table()
                .row("block", String.valueOf(number))
                .row("hash", hash)
                .row("time", time)
                .row("difficulty", totalDifficulty + " in all")
                .toString();
    }
}
