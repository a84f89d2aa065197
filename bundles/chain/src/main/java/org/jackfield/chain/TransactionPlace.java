package org.jackfield.chain;

/**
 * Where a transaction is on the canonical chain.
 *
 * @param blockHash not to be changed
 * @param index among the transactions of the block, from 0
 */
public record TransactionPlace(byte[] blockHash, long number, int index) {}
