package org.jackfield.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The folder of a node's chain while no node uses it. */
public record ChainFolder(Path folder, MadeGenesis genesis) {

    public StoredChain open() throws IOException {
        return StoredChain.open(folder, Optional.of(genesisFile()));
    }

    public Path genesisFile() {
        return genesis.writeTo(folder.resolveSibling("genesis"));
    }

    /** Adds blocks with their receipts. */
    public ChainFolder fill(List<NewBlock> blocks) throws IOException {
        try (StoredChain chain = open()) {
            chain.append(blocks);
            return this;
        } catch (RejectedBlockException e) {
            throw new IllegalStateException("a made block is not valid: " + e.getMessage(), e);
        }
    }

    /** All that is canonical in it, in a line: the number of its head, and a digest of every hash, body, receipt and access list. */
    public String fingerprint() throws IOException {
        try (StoredChain chain = open()) {
            return fingerprint(chain);
        }
    }

    /** How many blocks' access lists are in it, the genesis block's left out. */
    public long accessLists() throws IOException {
        try (StoredChain chain = open()) {
            return LongStream.rangeClosed(1, chain.head().number())
                    .mapToObj(number -> chain.canonicalHash(number).orElseThrow())
                    .filter(hash -> chain.accessList(hash).isPresent())
                    .count();
        }
    }

    static String fingerprint(Chain chain) {
        MessageDigest digest = sha256();
        for (long number = 0; number <= chain.head().number(); number++) {
            byte[] hash = chain.canonicalHash(number).orElseThrow();
            digest.update(hash);
            digest.update(chain.header(hash).orElseThrow().encoded());
            digest.update(chain.body(hash).orElseThrow());
            digest.update(chain.slimReceipts(hash).orElse(new byte[0]));
            digest.update(chain.accessList(hash).orElse(new byte[0]));
        }
        return chain.head().number() + " blocks, " + Hex.text(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
