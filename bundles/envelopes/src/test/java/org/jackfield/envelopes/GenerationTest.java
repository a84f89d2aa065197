package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationTest {

    /**
     * Nonces 100000 and 276: go-ethereum v1.9.20, whisper/whisperv6/envelope_test.go. The earlier values by the rule of v1.8.27,
     * whisper/whisperv6/envelope.go.
     */
    @ParameterizedTest
    @CsvSource({
        "LATER, 100000, 0.07692307692307693",
        "LATER, 276, 19.692307692307693",
        "EARLIER, 276, 0.041666666666666664",
        "EARLIER, 92, 10.666666666666666",
    })
    void measuresTheWorkOfGoldenEnvelopes(Generation generation, long nonce, double work) {
        assertEquals(work, Samples.work(generation, golden(nonce)));
    }

    /** Hashes of nim-eth, tests/p2p/test_shh.nim. */
    @ParameterizedTest
    @CsvSource({
        "100000, a788e02a95bfc673709e97ca81e39ca903bad5638d3388964c51eb64952172d6",
        "276, 00e2374c6353c243e4073e209a7f2acb2506522af318b3b78cf9a88310a2a11c",
    })
    void hashesAllButTheNonceAndThenTheNonce(long nonce, String hash) {
        Keccak256 keccak = golden(nonce).absorbed();
        byte[] last = HexFormat.of().parseHex(String.format("%016x", nonce));
        keccak.update(last, 0, last.length);
        assertEquals(hash, HexFormat.of().formatHex(keccak.digest()));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "envelopes.csv", maxCharsPerColumn = 1 << 14)
    void measuresTheWorkOfEnvelopesThatGethHasSealed(Generation generation, String rlp, String hash, double work)
            throws Exception {
        Envelope envelope = Envelope.decode(HexFormat.of().parseHex(rlp));
        assertEquals(work, Samples.work(generation, envelope));
        assertEquals("0x" + hash, envelope.hash().hex());
        assertEquals(
                rlp,
                HexFormat.of()
                        .formatHex(Envelope.of(
                                        envelope.expiry(),
                                        envelope.ttl(),
                                        envelope.topic(),
                                        envelope.data(),
                                        envelope.nonce())
                                .encoded()));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "envelopes.csv", maxCharsPerColumn = 1 << 14)
    void findsTheNonceThatGethHasFound(
            Generation generation, String rlp, String hash, double work, double target, long nonce) throws Exception {
        Envelope envelope = Envelope.decode(HexFormat.of().parseHex(rlp));
        NonceSearch search = new NonceSearch(envelope, List.of(generation));
        assertTrue(search.search(Integer.MAX_VALUE, Generation.targetBits(target, envelope)));
        assertEquals(nonce, search.best());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "40", "41", "42", "43", "44", "45", "46", "240", "65500", "65536", "70000"})
    void dividesByTheRightLengthAtEachSizeOfHeader(int dataBytes) {
        byte[] data = new byte[dataBytes];
        Envelope envelope = Envelope.of(0, 1, new Topic(0), data, 0);
        RlpWriter unsealed = new RlpWriter(dataBytes + 32)
                .beginList()
                .write(0)
                .write(1)
                .write(new byte[4])
                .write(data)
                .endList();
        assertEquals(unsealed.size(), envelope.unsealedBytes());
        assertEquals(
                HexFormat.of().formatHex(Keccak256.hash(unsealed.toByteArray())),
                HexFormat.of().formatHex(envelope.absorbed().digest()));
    }

    @Test
    void countsTheTimeThatAnEnvelopeComesTooEarly() {
        Envelope envelope = golden(276);
        assertEquals(19.692307692307693 / 4, Generation.LATER.work(envelope, 8, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "Geth/v1.8.27-stable-4bcc0a37/linux-amd64/go1.11.5, EARLIER",
        "Geth/v1.8.0-unstable/darwin-amd64/go1.10, EARLIER",
        "Geth/some name/v1.8.15-stable-89451f7c/windows-amd64/go1.10.3, EARLIER",
        "Geth/v1.7.3-stable-4bb3c89d/linux-amd64/go1.9, EARLIER",
        "geth/v1.8.2, EARLIER",
        "Geth/v1.9.0-stable-52f24617/linux-amd64/go1.12.7, LATER",
        "Geth/v1.9.20-stable-979fc968/linux-amd64/go1.15, LATER",
        "Geth/v1.10.26-stable/linux-amd64/go1.18.5, LATER",
        "Geth/v1.80.0-stable/linux-amd64/go1.18.5, LATER",
        "Geth/v2.0.0-stable/linux-amd64/go1.18.5, LATER",
        "Parity-Ethereum//v2.5.13-stable-253ff3f37b/x86_64-linux-gnu/rustc1.40.0, LATER",
        "Statusd/v0.68.0/linux-amd64/go1.13.10, LATER",
        "StatusIM/v1.8.17-unstable/linux-amd64/go1.11, LATER",
        "Jackfield/v0.1.0/linux-amd64/java17, LATER",
        "Geth/v99999999999999999999.8.1/linux, LATER",
        "Geth/v1.99999999999999999999/linux, LATER",
        "Geth/, LATER",
        "'', LATER",
    })
    void isToldByTheClientsName(String clientId, Generation generation) {
        assertEquals(generation, Generation.of(clientId));
    }

    private static Envelope golden(long nonce) {
        return Envelope.of(0, 1, new Topic(0), HexFormat.of().parseHex("deadbeef"), nonce);
    }
}
