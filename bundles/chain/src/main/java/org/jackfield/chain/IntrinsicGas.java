package org.jackfield.chain;

/**
 * What a transaction costs before it runs. Prices are those up to Osaka; Amsterdam, not yet scheduled anywhere, reprices
 * them (EIP-2780, EIP-7976, EIP-7981) and is not computed.
 */
final class IntrinsicGas {

    /** Yellow paper, appendix G: G_transaction. */
    static final long TRANSACTION = 21_000;
    /** G_txcreate, from Homestead on (EIP-2). */
    private static final long CREATION = 32_000;
    /** G_txdatazero. */
    private static final long ZERO_BYTE = 4;
    /** G_txdatanonzero, before and from Istanbul on (EIP-2028). */
    private static final long FRONTIER_BYTE = 68;

    private static final long ISTANBUL_BYTE = 16;
    /** EIP-3860, INITCODE_WORD_COST. */
    private static final long INIT_CODE_WORD = 2;

    private static final int WORD_BYTES = 32;
    /** EIP-2930, ACCESS_LIST_ADDRESS_COST and ACCESS_LIST_STORAGE_KEY_COST. */
    private static final long ADDRESS = 2_400;

    private static final long SLOT = 1_900;
    /** EIP-7702, PER_EMPTY_ACCOUNT_COST. */
    private static final long AUTHORIZATION = 25_000;
    /** EIP-7623: tokens of a byte that is not zero, TOTAL_COST_FLOOR_PER_TOKEN. */
    private static final long TOKENS = 4;

    private static final long FLOOR_TOKEN = 10;

    private IntrinsicGas() {}

    static long of(Transaction transaction, Fork fork) {
        long gas = TRANSACTION + data(transaction.data(), fork);
        if (transaction.to().isEmpty() && fork.has(Fork.HOMESTEAD)) {
            gas += CREATION;
        }
        if (transaction.to().isEmpty() && fork.has(Fork.SHANGHAI)) {
            gas += INIT_CODE_WORD * ((transaction.data().length + WORD_BYTES - 1) / WORD_BYTES);
        }
        for (AccessListEntry entry : transaction.accessList()) {
            gas += ADDRESS + SLOT * entry.slots().size();
        }
        return gas + AUTHORIZATION * transaction.authorizations().size();
    }

    static long floor(Transaction transaction, Fork fork) {
        if (!fork.has(Fork.PRAGUE)) {
            return 0;
        }
        long zeros = zeros(transaction.data());
        long tokens = zeros + TOKENS * (transaction.data().length - zeros);
        return TRANSACTION + FLOOR_TOKEN * tokens;
    }

    private static long data(byte[] data, Fork fork) {
        long zeros = zeros(data);
        long price = fork.has(Fork.ISTANBUL) ? ISTANBUL_BYTE : FRONTIER_BYTE;
        return ZERO_BYTE * zeros + price * (data.length - zeros);
    }

    private static long zeros(byte[] data) {
        long zeros = 0;
        for (byte b : data) {
            if (b == 0) {
                zeros++;
            }
        }
        return zeros;
    }
}
