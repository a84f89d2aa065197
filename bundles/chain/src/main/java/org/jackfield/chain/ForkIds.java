package org.jackfield.chain;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.zip.CRC32;

/**
 * The fork ids of one chain (EIP-2124, with time-based forks after those by block as EIP-6122 has it), and which ones of
 * others go with them.
 *
 * <pre>
 *   forks         f0        f1              t0
 *   ----------------|---------|---------------|--------&gt;
 *   checksums    s0      s1          s2            s3       s0 = CRC32(genesis), s1 = CRC32(genesis, f0), …
 * </pre>
 */
public final class ForkIds {

    /** A next fork above this is a time and not a block number, whichever our own next fork is. */
    private static final long FIRST_PLAUSIBLE_TIME = 1_438_269_973;

    private final long[] forks;
    private final int blockForks;
    private final int[] checksums;

    ForkIds(byte[] genesisHash, ForkSchedule schedule) {
        long[] byBlock = schedule.countedBlocks().toArray();
        blockForks = byBlock.length;
        forks = LongStream.concat(Arrays.stream(byBlock), schedule.countedTimes())
                .toArray();
        checksums = new int[forks.length + 1];
        CRC32 crc = new CRC32();
        crc.update(genesisHash);
        checksums[0] = (int) crc.getValue();
        for (int i = 0; i < forks.length; i++) {
            crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, forks[i]));
            checksums[i + 1] = (int) crc.getValue();
        }
    }

    /** The fork id of a node whose head has that number and timestamp. */
    public ForkId at(long number, long timestamp) {
        int next = next(number, timestamp);
        return new ForkId(checksums[next], next < forks.length ? forks[next] : 0);
    }

    /**
     * Why a node with the fork id {@code remote} is not on our chain; empty if it may be.
     *
     * @param number of our head
     * @param timestamp of our head
     */
    public Optional<String> objection(ForkId remote, long number, long timestamp) {
        int next = next(number, timestamp);
        if (remote.checksum() == checksums[next]) {
            return passedHere(remote.next(), next, number, timestamp)
                    ? Optional.of("it announces fork " + Long.toUnsignedString(remote.next())
                            + ", which our head has passed without it")
                    : Optional.empty();
        }
        int known = indexOf(remote.checksum());
        if (known < 0) {
            return Optional.of("its forks are not ours");
        }
        boolean ahead = known > next;
        if (ahead || forks[known] == remote.next()) {
            return Optional.empty();
        }
        return Optional.of("it does not know of fork " + forks[known] + " and needs an update");
    }

    private boolean passedHere(long remoteNext, int next, long number, long timestamp) {
        if (remoteNext == 0) {
            return false;
        }
        boolean headByTime = next >= blockForks && blockForks < forks.length;
        long head = headByTime ? timestamp : number;
        boolean isTime = Long.compareUnsigned(remoteNext, FIRST_PLAUSIBLE_TIME) > 0;
        return Long.compareUnsigned(head, remoteNext) >= 0
                || isTime && Long.compareUnsigned(timestamp, remoteNext) >= 0;
    }

    /** Index of the first fork that a head has not passed; the number of forks if it has passed all. */
    private int next(long number, long timestamp) {
        int next = 0;
        while (next < forks.length && (next < blockForks ? number : timestamp) >= forks[next]) {
            next++;
        }
        return next;
    }

    private int indexOf(int checksum) {
        for (int i = 0; i < checksums.length; i++) {
            if (checksums[i] == checksum) {
                return i;
            }
        }
        return -1;
    }
}
