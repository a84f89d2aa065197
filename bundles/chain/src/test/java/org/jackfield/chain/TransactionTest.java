package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTest {

    /** The first of the accounts that development tools fund. */
    private static final byte[] KEY = Hex.bytes("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

    private static final Address SENDER = Address.parse("f39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static final Address TO = Address.parse("3535353535353535353535353535353535353535");

    /** The example of EIP-155: signing hash, transaction and sender of the key 0x46…46. */
    @Test
    void theExampleOfEip155IsReadAndMade() throws RlpException {
        byte[] encoded = Hex.bytes(
                "f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a028ef61340bd939bc"
                        + "2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b"
                        + "297fb1966a3b6d83");
        Transaction read = decode(encoded);
        assertEquals(Optional.of(BigInteger.ONE), read.chainId());
        assertEquals(9, read.nonce());
        assertEquals(new BigInteger("20000000000"), read.maxFee());
        assertEquals(21_000, read.gasLimit());
        assertEquals(Optional.of(TO), read.to());
        assertEquals(BigInteger.TEN.pow(18), read.value());
        assertEquals(
                "0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53", Hex.text(read.signingHash()));
        assertEquals(
                "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f",
                read.sender().orElseThrow().toString());

        TransactionDraft draft = new TransactionDraft();
        draft.chainId = read.chainId();
        draft.nonce = 9;
        draft.maxFee = read.maxFee();
        draft.to = read.to();
        draft.value = read.value();
        assertArrayEquals(encoded, draft.signed(Hex.bytes("46".repeat(32))).encoded());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "transactions.csv")
    void sendersAreThoseOfThePublishedVectors(String encoded, String sender) throws RlpException {
        Transaction transaction = decode(Hex.bytes(encoded));
        assertEquals(sender, transaction.sender().orElseThrow().toString());
        assertEquals("0x" + encoded, Hex.text(transaction.encoded()));
    }

    /** go-ethereum, TestEIP2718TransactionSigHash and TestEIP2718TransactionEncode. */
    @Test
    void theSigningHashOfATypedTransactionIsThePublishedOne() throws RlpException {
        Transaction transaction = decode(Hex.bytes(
                "01f8630103018261a894b94f5374fce5edbc8e2a8697c15331677e6ebf0b0a825544c001a0c9519f4f2b3033588458"
                        + "1971573fadf60c6204f59a911df35ee8a540456b2660a032f1e8e2c5dd761f9e4f88f41c8310aeaba26a8bfcdacfedfa12e"
                        + "c3862d37521"));
        assertEquals(
                "0x49b486f0ec0a60dfbbca2d30cb07c9e8ffb2a2ff41f29a1ab6737475f6ff69f3",
                Hex.text(transaction.signingHash()));
    }

    @Test
    void everyTransactionOfRealBlocksComesBackByteForByte() throws RlpException {
        Set<Integer> types = new TreeSet<>();
        for (Block block : Golden.blocks()) {
            for (RawTransaction raw : block.body().transactions()) {
                Transaction transaction = Transaction.decode(raw);
                types.add(transaction.type());
                assertArrayEquals(raw.encoded(), transaction.encoded());
                assertArrayEquals(raw.hash(), transaction.hash());
                assertEquals(raw.encoded().length, transaction.size());
                assertTrue(Golden.SENDERS.contains(transaction.sender().orElseThrow()), raw::toString);
                Fork fork = Golden.genesis()
                        .forks()
                        .at(block.header().number(), block.header().timestamp());
                assertTrue(transaction.gasLimit() >= transaction.intrinsicGas(fork));
                assertTrue(transaction.gasLimit() >= transaction.floorGas(fork));
            }
        }
        assertEquals(Set.of(0, 1, 2, 3, 4), types);
    }

    /** The chain's txinfo.json: tx-eip7702. */
    @Test
    void theAuthorityOfARealAuthorizationIsFound() throws RlpException {
        Transaction setCode = ofType(Transaction.SET_CODE);
        Authorization authorization = setCode.authorizations().get(0);
        assertEquals("0x64c47531984e4099548b480b5af0bce04ab89d29f2fe7ae36e97ba68d688539f", Hex.text(setCode.hash()));
        assertEquals(
                "0xeda8645ba6948855e3b3cd596bbb07596d59c603",
                authorization.authority().orElseThrow().toString());
        assertEquals(
                "0x4dc5e971f8b11ace4f21d40b0ede74a07940f356",
                authorization.address().toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void whatIsDraftedIsReadBack(int type) throws RlpException {
        Transaction made = draft(type).signed(KEY);
        Transaction read = Transaction.decode(made.pooled());
        assertEquals(type, read.type());
        assertEquals(Optional.of(SENDER), read.sender());
        assertEquals(draft(type).chainId, read.chainId());
        assertArrayEquals(made.data(), read.data());
        assertEquals(type == 0 ? 0 : 1, read.accessList().size());
        assertEquals(type == 3 ? 2 : 0, read.blobHashes().size());
        assertArrayEquals(made.pooled().encoded(), read.pooled().encoded());
        assertArrayEquals(made.hash(), RawTransaction.read(block(made)).hash());
    }

    @Test
    void aTransactionForAnyChainNamesNone() throws RlpException {
        TransactionDraft draft = draft(0);
        draft.chainId = Optional.empty();
        Transaction read = Transaction.decode(draft.signed(KEY).pooled());
        assertTrue(read.chainId().isEmpty());
        assertEquals(Optional.of(SENDER), read.sender());
    }

    @Test
    void aChainIdMayHave256Bits() throws RlpException {
        TransactionDraft draft = draft(2);
        draft.chainId = Optional.of(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
        assertEquals(
                draft.chainId, Transaction.decode(draft.signed(KEY).pooled()).chainId());
    }

    @Test
    void maxCostCountsBlobs() {
        // value 7, gas 100,000 at 30, two blobs at 5.
        assertEquals(
                7 + 3_000_000 + 5 * 2 * 131_072, draft(3).signed(KEY).maxCost().intValue());
        assertEquals(7 + 3_000_000, draft(2).signed(KEY).maxCost().intValue());
    }

    static Stream<RlpWriter> malformedLegacy() {
        return Stream.of(
                legacy("00", "28", "01", "01"),
                legacy("", "1d", "01", "01"),
                legacy("", "22", "01", "01"),
                legacy("", "001b", "01", "01"),
                legacy("", "1b", "", "01"),
                legacy("", "1b", "01", ""),
                legacy("", "1b", "0001", "01"),
                legacy("", "1b", "01" + "00".repeat(32), "01"),
                // The curve's order, and the lowest s that is too high.
                legacy("", "1b", "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", "01"),
                legacy("", "1b", "01", "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1"),
                legacy("ffffffffffffffff", "1b", "01", "01"),
                legacy("010000000000000000", "1b", "01", "01"),
                legacy("", "1b", "01", "01").write(1L));
    }

    @ParameterizedTest
    @MethodSource("malformedLegacy")
    void aMalformedLegacyTransactionIsRefused(RlpWriter open) {
        byte[] encoded = open.endList().toByteArray();
        assertThrows(RlpException.class, () -> decode(encoded));
    }

    @Test
    void beforeHomesteadEitherSWillDo() throws RlpException {
        byte[] encoded = legacy("", "1b", "01", "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1")
                .endList()
                .toByteArray();
        Transaction read = Transaction.decodeFrontier(new RawTransaction(encoded));
        assertFalse(read.signature().isLow());
        assertArrayEquals(encoded, read.encoded());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            00c0       | transaction type 0 is unknown
            05c0       | transaction type 5 is unknown
            7fc0       | transaction type 127 is unknown
            02         | expected an item, found the end
            0280       | expected a list
            02c0c0     | 1 trailing bytes
            02c0       | expected an item
            b8         | expected a list
            """)
    void anUnknownOrEmptyTypeIsRefused(String encoded, String complaint) {
        RlpException error = assertThrows(RlpException.class, () -> decode(Hex.bytes(encoded)));
        assertTrue(error.getMessage().contains(complaint) || encoded.equals("b8"), error.getMessage());
    }

    @Test
    void aTransactionOfNoBytesIsRefused() {
        assertThrows(RlpException.class, () -> decode(new byte[0]));
    }

    @Test
    void whatATypeMustHaveIsDemanded() {
        TransactionDraft blobless = draft(3);
        blobless.blobHashes = List.of();
        assertRefused(blobless, "without blobs");
        TransactionDraft version = draft(3);
        version.blobHashes = List.of(new byte[32]);
        assertRefused(version, "another version");
        TransactionDraft unauthorized = draft(4);
        unauthorized.authorizations = List.of();
        assertRefused(unauthorized, "without authorizations");
        TransactionDraft last = draft(2);
        last.nonce = -1;
        assertRefused(last, "EIP-2681");
        TransactionDraft creation = draft(4);
        creation.to = Optional.empty();
        assertThrows(IllegalStateException.class, () -> creation.signed(KEY));
    }

    @Test
    void aParityOfTwoIsRefused() throws RlpException {
        byte[] encoded = draft(1).signed(KEY).encoded();
        int parityAt = encoded.length - 2 * 33 - 1;
        byte[] spoiled = encoded.clone();
        spoiled[parityAt] = 2;
        RlpException error = assertThrows(RlpException.class, () -> decode(spoiled));
        assertTrue(error.getMessage().contains("expected a boolean, got 2"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void malformedTransactionsRaiseNothingButRlpException(int type) throws RlpException {
        Fuzz.run(draft(type).signed(KEY).encoded(), input -> {
            Transaction read = decode(input);
            assertArrayEquals(input, read.encoded());
            read.sender();
        });
    }

    /** A transaction of each type with all that it can have, but a sidecar. */
    static TransactionDraft draft(int type) {
        TransactionDraft draft = new TransactionDraft();
        draft.type = type;
        draft.chainId = Optional.of(BigInteger.valueOf(1337));
        draft.nonce = 3;
        draft.maxTip = BigInteger.TWO;
        draft.maxFee = BigInteger.valueOf(30);
        draft.gasLimit = 100_000;
        draft.to = Optional.of(TO);
        draft.value = BigInteger.valueOf(7);
        draft.data = Hex.bytes("00ff00aa");
        if (type > 0) {
            draft.accessList = List.of(new AccessListEntry(TO, List.of(new byte[32], Hex.bytes("07".repeat(32)))));
        }
        if (type == 3) {
            draft.maxBlobFee = BigInteger.valueOf(5);
            draft.blobHashes = List.of(Hex.bytes("01" + "aa".repeat(31)), Hex.bytes("01" + "bb".repeat(31)));
        }
        if (type == 4) {
            draft.authorizations = List.of(Authorization.signed(BigInteger.ZERO, TO, 5, KEY));
        }
        return draft;
    }

    private static Transaction ofType(int type) throws RlpException {
        for (Block block : Golden.blocks()) {
            for (RawTransaction raw : block.body().transactions()) {
                if (raw.type() == type) {
                    return Transaction.decode(raw);
                }
            }
        }
        throw new AssertionError("no transaction of type " + type);
    }

    private static void assertRefused(TransactionDraft draft, String complaint) {
        RlpException error = assertThrows(
                RlpException.class, () -> Transaction.decode(draft.signed(KEY).pooled()));
        assertTrue(error.getMessage().contains(complaint), error.getMessage());
    }

    /** A legacy transaction of given integers, all hexadecimal, its list left open. */
    private static RlpWriter legacy(String nonce, String v, String r, String s) {
        RlpWriter out =
                new RlpWriter().beginList().write(Hex.bytes(nonce)).write(1L).write(21_000L);
        out.write(TO.bytes()).write(1L).write(new byte[0]);
        return out.write(Hex.bytes(v)).write(Hex.bytes(r)).write(Hex.bytes(s));
    }

    private static RlpReader block(Transaction transaction) {
        RlpWriter out = new RlpWriter();
        new RawTransaction(transaction.encoded()).write(out);
        return RlpReader.of(out.toByteArray());
    }

    private static Transaction decode(byte[] encoded) throws RlpException {
        return Transaction.decode(new RawTransaction(encoded));
    }
}
