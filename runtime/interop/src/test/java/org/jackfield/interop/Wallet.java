package org.jackfield.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Has go-ethereum sign transactions; a peer without peers. */
record Wallet(ForeignPeer geth) implements AutoCloseable {

    static Wallet open(SharedChain chain) throws IOException {
        return new Wallet(GoPeer.eth(chain));
    }

    /**
     * A payment of one wei.
     *
     * @param type 0 to 4; 3 carries a blob
     * @param account two hexadecimal digits, of which its key is made
     */
    Signed sign(int type, String account, int nonce) throws Exception {
        geth.say("sign " + type + " 0x" + account.repeat(32) + ' ' + nonce);
        JsonNode signed = geth.await("signed");
        return new Signed(
                type,
                signed.path("hash").asText(),
                signed.path("transaction").asText(),
                signed.path("size").asLong(),
                signed.path("slimSize").asLong(),
                signed.path("content"));
    }

    @Override
    public void close() {
        geth.close();
    }

    /**
     * @param encoded binary form (EIP-2718), with blobs
     * @param size of that form, as peers up to eth/71 are told
     * @param slimSize without blobs, as from eth/72 on
     * @param content as go-ethereum reads it, named as in JSON-RPC
     */
    record Signed(int type, String hash, String encoded, long size, long slimSize, JsonNode content) {}
}
