package org.jackfield.pool;

/**
 * One entry of NewPooledTransactionHashes (devp2p caps/eth.md).
 *
 * @param type of the transaction; -1 where it is not told (before eth/68)
 * @param size of its form on the wire in bytes; -1 where it is not told
 * @param hash not to be changed
 */
public record AnnouncedTransaction(int type, long size, byte[] hash) {}
