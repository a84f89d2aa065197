package org.jackfield.interop;

import java.nio.file.Path;

/**
 * What a peer of our network knows about the chain before it asks.
 *
 * @param genesisFile in geth's form
 * @param genesisHash 0x and 64 hex digits
 * @param headHash 0x and 64 hex digits
 * @param headNumber of the last block
 */
record KnownChain(Path genesisFile, String genesisHash, String headHash, long headNumber) {}
