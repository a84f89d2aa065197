package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a header must be to follow another, as far as that shows without executing anything (yellow paper, 4.3.4, and
 * the EIPs named below). The seal of proof-of-work blocks and their difficulty are not checked; hashes of what is not in a
 * block, such as requests and access lists, only for being there.
 */
final class HeaderRules {

    /** Yellow paper, 4.3.4. */
    private static final long MIN_GAS_LIMIT = 5000;
    /** The gas limit may change by less than this part of the parent's. */
    private static final long GAS_LIMIT_BOUND = 1024;
    /** Yellow paper, 4.3: proof of authority has its signatures in there and is exempt. */
    private static final int MAX_EXTRA_BYTES = 32;
    /** As in geth: 2^80 is out of reach, and a sum of such stays small. */
    private static final int MAX_DIFFICULTY_BITS = 80;
    /** EIP-1559: BASE_FEE_MAX_CHANGE_DENOMINATOR, ELASTICITY_MULTIPLIER, INITIAL_BASE_FEE. */
    private static final BigInteger MAX_CHANGE = BigInteger.valueOf(8);

    private static final long ELASTICITY = 2;
    private static final BigInteger INITIAL_BASE_FEE = BigInteger.valueOf(1_000_000_000);

    private final ForkSchedule forks;
    private final boolean authority;

    HeaderRules(Genesis genesis) {
        forks = genesis.forks();
        authority = genesis.config().get("clique") != null;
    }

    /**
     * @param parentDifficulty total difficulty up to the parent
     * @throws InvalidBlockException if {@code header} does not follow {@code parent}
     */
    void check(BlockHeader parent, BigInteger parentDifficulty, BlockHeader header) throws InvalidBlockException {
        require(
                header.number() == parent.number() + 1,
                () -> "its number is " + header.number() + " after " + parent.number());
        require(
                Arrays.equals(header.parentHash(), parent.hash()),
                () -> "its parent is " + Hex.text(header.parentHash()) + ", the block before it is "
                        + Hex.text(parent.hash()));
        require(
                header.timestamp() > parent.timestamp(),
                () -> "its timestamp " + header.timestamp() + " is not after its parent's " + parent.timestamp());
        checkGas(parent, header);
        checkSeal(parentDifficulty, header);
        checkForkFields(header);
        checkBlobs(parent, header);
    }

    private void checkGas(BlockHeader parent, BlockHeader header) throws InvalidBlockException {
        require(
                header.gasUsed() <= header.gasLimit(),
                () -> "it used " + header.gasUsed() + " gas of " + header.gasLimit());
        boolean firstOfLondon = forks.london(header.number()) && !forks.london(parent.number());
        long before = parent.gasLimit() * (firstOfLondon ? ELASTICITY : 1);
        require(
                header.gasLimit() >= MIN_GAS_LIMIT && Math.abs(header.gasLimit() - before) < before / GAS_LIMIT_BOUND,
                () -> "its gas limit " + header.gasLimit() + " is too far from its parent's " + before);
        if (forks.london(header.number())) {
            BigInteger expected = baseFee(parent);
            require(
                    header.baseFee().filter(expected::equals).isPresent(),
                    () -> "its base fee is "
                            + header.baseFee().map(BigInteger::toString).orElse("missing") + ", " + expected
                            + " expected");
        }
    }

    private void checkSeal(BigInteger parentDifficulty, BlockHeader header) throws InvalidBlockException {
        require(
                authority || header.extraData().length <= MAX_EXTRA_BYTES,
                () -> "its extra data has " + header.extraData().length + " bytes");
        require(
                header.difficulty().bitLength() <= MAX_DIFFICULTY_BITS,
                () -> "its difficulty has " + header.difficulty().bitLength() + " bits");
        boolean byStake = new HeadRule(forks.terminalDifficulty()).merged(parentDifficulty);
        require(
                byStake == (header.difficulty().signum() == 0),
                () -> "its difficulty is " + header.difficulty() + (byStake ? " after" : " before") + " the merge");
        if (byStake) {
            require(Arrays.equals(header.nonce(), new byte[8]), () -> "its nonce is not zero after the merge");
            require(Arrays.equals(header.ommersHash(), HeaderDraft.NO_OMMERS), () -> "it has ommers after the merge");
        }
    }

    private void checkForkFields(BlockHeader header) throws InvalidBlockException {
        long time = header.timestamp();
        requireFrom(forks.london(header.number()), header.baseFee().isPresent(), "base fee", "London");
        requireFrom(forks.shanghai(time), header.withdrawalsRoot().isPresent(), "withdrawals root", "Shanghai");
        requireFrom(forks.cancun(time), header.blobGasUsed().isPresent(), "blob gas used", "Cancun");
        requireFrom(forks.cancun(time), header.excessBlobGas().isPresent(), "excess blob gas", "Cancun");
        requireFrom(forks.cancun(time), header.parentBeaconRoot().isPresent(), "parent beacon root", "Cancun");
        requireFrom(forks.prague(time), header.requestsHash().isPresent(), "requests hash", "Prague");
        requireFrom(
                forks.amsterdam(time), header.blockAccessListHash().isPresent(), "block access list hash", "Amsterdam");
    }

    /** EIP-4844, EIP-7691, EIP-7918. */
    private void checkBlobs(BlockHeader parent, BlockHeader header) throws InvalidBlockException {
        Optional<BlobLimits> limits = forks.blobs(header.timestamp());
        if (limits.isEmpty()) {
            return;
        }
        long used = header.blobGasUsed().orElse(0L);
        require(
                used % BlobLimits.GAS_PER_BLOB == 0,
                () -> "its blob gas " + used + " is no multiple of " + BlobLimits.GAS_PER_BLOB);
        require(
                used <= limits.get().maxGas(),
                () -> "its blob gas " + used + " is above " + limits.get().maxGas());
        long excess = header.excessBlobGas().orElse(0L);
        long expected = limits.get().excessAfter(parent, forks.osaka(header.timestamp()));
        require(excess == expected, () -> "its excess blob gas is " + excess + ", " + expected + " expected");
    }

    /** What the block after {@code parent} charges, if it comes as early as it may. */
    Fees nextFees(BlockHeader parent) {
        boolean london = forks.london(parent.number() + 1);
        long time = parent.timestamp() + 1;
        return new Fees(
                london ? Optional.of(baseFee(parent)) : Optional.empty(),
                forks.blobs(time).map(limits -> limits.price(limits.excessAfter(parent, forks.osaka(time)))));
    }

    /** The base fee of the block after {@code parent} (EIP-1559). */
    BigInteger baseFee(BlockHeader parent) {
        if (!forks.london(parent.number()) || parent.baseFee().isEmpty()) {
            return INITIAL_BASE_FEE;
        }
        BigInteger fee = parent.baseFee().get();
        long target = parent.gasLimit() / ELASTICITY;
        long excess = parent.gasUsed() - target;
        if (excess == 0 || target == 0) {
            return fee;
        }
        BigInteger change = fee.multiply(BigInteger.valueOf(Math.abs(excess)))
                .divide(BigInteger.valueOf(target))
                .divide(MAX_CHANGE);
        return excess > 0 ? fee.add(change.max(BigInteger.ONE)) : fee.subtract(change);
    }

    private static void requireFrom(boolean active, boolean present, String field, String fork)
            throws InvalidBlockException {
        require(active == present, () -> "its " + field + (active ? " is missing after " : " is there before ") + fork);
    }

    /** @param complaint costs more than all else here: made only where there is one */
    private static void require(boolean holds, Supplier<String> complaint) throws InvalidBlockException {
        if (!holds) {
            throw new InvalidBlockException(complaint.get());
        }
    }
}
