package org.jackfield.eth;

import java.util.Map;

/** Message codes (devp2p caps/eth.md, "Protocol Messages"). Which a version has: {@link EthVersion#has}. */
final class MessageCode {

    static final int STATUS = 0x00;
    static final int NEW_BLOCK_HASHES = 0x01;
    static final int TRANSACTIONS = 0x02;
    static final int GET_BLOCK_HEADERS = 0x03;
    static final int BLOCK_HEADERS = 0x04;
    static final int GET_BLOCK_BODIES = 0x05;
    static final int BLOCK_BODIES = 0x06;
    static final int NEW_BLOCK = 0x07;
    static final int NEW_POOLED_TRANSACTION_HASHES = 0x08;
    static final int GET_POOLED_TRANSACTIONS = 0x09;
    static final int POOLED_TRANSACTIONS = 0x0a;
    /** Up to eth/66. */
    static final int GET_NODE_DATA = 0x0d;
    /** Up to eth/66. */
    static final int NODE_DATA = 0x0e;

    static final int GET_RECEIPTS = 0x0f;
    static final int RECEIPTS = 0x10;
    /** From eth/69. */
    static final int BLOCK_RANGE_UPDATE = 0x11;
    /** From eth/71. */
    static final int GET_BLOCK_ACCESS_LISTS = 0x12;
    /** From eth/71. */
    static final int BLOCK_ACCESS_LISTS = 0x13;
    /** From eth/72. */
    static final int GET_CELLS = 0x14;
    /** From eth/72. */
    static final int CELLS = 0x15;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(STATUS, "Status"),
            Map.entry(NEW_BLOCK_HASHES, "NewBlockHashes"),
            Map.entry(TRANSACTIONS, "Transactions"),
            Map.entry(GET_BLOCK_HEADERS, "GetBlockHeaders"),
            Map.entry(BLOCK_HEADERS, "BlockHeaders"),
            Map.entry(GET_BLOCK_BODIES, "GetBlockBodies"),
            Map.entry(BLOCK_BODIES, "BlockBodies"),
            Map.entry(NEW_BLOCK, "NewBlock"),
            Map.entry(NEW_POOLED_TRANSACTION_HASHES, "NewPooledTransactionHashes"),
            Map.entry(GET_POOLED_TRANSACTIONS, "GetPooledTransactions"),
            Map.entry(POOLED_TRANSACTIONS, "PooledTransactions"),
            Map.entry(GET_NODE_DATA, "GetNodeData"),
            Map.entry(NODE_DATA, "NodeData"),
            Map.entry(GET_RECEIPTS, "GetReceipts"),
            Map.entry(RECEIPTS, "Receipts"),
            Map.entry(BLOCK_RANGE_UPDATE, "BlockRangeUpdate"),
            Map.entry(GET_BLOCK_ACCESS_LISTS, "GetBlockAccessLists"),
            Map.entry(BLOCK_ACCESS_LISTS, "BlockAccessLists"),
            Map.entry(GET_CELLS, "GetCells"),
            Map.entry(CELLS, "Cells"));

    private MessageCode() {}

    /** The specification's name of a message, or the code in hexadecimal digits. */
    static String name(int code) {
        return NAMES.getOrDefault(code, String.format("message 0x%02x", code));
    }
}
