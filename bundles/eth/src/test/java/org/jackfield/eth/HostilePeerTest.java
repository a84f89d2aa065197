package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.chain.HeaderRange;
import org.jackfield.pool.CellMask;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeded malformed messages: random, truncated, prolonged, bit-flipped, nested. */
class HostilePeerTest extends OnDevelopmentChain {

    private static final int CASES = 10_000;

    private final EthNetwork network = new EthNetwork(chain, -1);

    private interface Decoder {
        void decode(byte[] payload) throws RlpException;
    }

    @Test
    void decodersRaiseNothingButRlpException() throws RlpException {
        byte[] hash = chain.head().hash();
        byte[] hashes = new HashesRequest(5, List.of(hash, hash)).encoded();
        ChainAnswers answers = new ChainAnswers(EthVersion.ETH_69, chain);
        fuzz(network.status(EthVersion.ETH_68).encoded(), payload -> Status.decode(EthVersion.ETH_68, payload));
        fuzz(network.status(EthVersion.ETH_69).encoded(), payload -> Status.decode(EthVersion.ETH_69, payload));
        fuzz(new HeadersRequest(5, HeaderRange.of(hash, 3, 1, true)).encoded(), answers::headers);
        fuzz(new HeadersRequest(5, HeaderRange.of(200, 3, 1, true)).encoded(), answers::headers);
        fuzz(hashes, answers::bodies);
        fuzz(hashes, answers::receipts);
        fuzz(hashes, answers::nodeData);
        PoolAnswers pool = new PoolAnswers(Optional.empty());
        fuzz(hashes, pool::transactions);
        fuzz(hashes, answers::accessLists);
        fuzz(hashes, Answer::decode);
        fuzz(
                Answer.encode(5, List.of(list(hash, 5), Answer.NO_ACCESS_LIST)),
                payload -> Answer.optionalLists(Answer.decode(payload).items()));
        ChainAnswers paging = new ChainAnswers(EthVersion.ETH_70, chain);
        fuzz(new ReceiptsRequest(5, 1, List.of(hash, hash)).encoded(), paging::receipts);
        fuzz(receiptsPage(), payload -> ReceiptsAnswer.decode(EthVersion.ETH_70, payload));
        fuzz(new CellsRequest(5, List.of(hash, hash), CellMask.NONE).encoded(), pool::cells);
        fuzz(cells(), Cells::decode);
        for (EthVersion version : EthVersion.values()) {
            fuzz(announcedHashes(version), payload -> AnnouncedHashes.decode(version, payload));
        }
        fuzz(list(list(hash, 5)), BlockNews::newBlockHashes);
        fuzz(new BlockRange(1, 2, new byte[32]).encoded(), BlockRange::decode);
        fuzz(list(new byte[] {(byte) 0x82, 2, (byte) 0xc0}), TransactionList::decode);
    }

    @ParameterizedTest
    @EnumSource
    void aSessionEndsForNothingButADeclaredReason(EthVersion version) throws Exception {
        byte[] hash = chain.head().hash();
        List<byte[]> seeds = List.of(
                new HeadersRequest(1, HeaderRange.of(hash, 2, 0, true)).encoded(),
                new HashesRequest(2, List.of(hash)).encoded(),
                announcedHashes(version),
                new ReceiptsRequest(3, 1, List.of(hash)).encoded(),
                new CellsRequest(4, List.of(hash), CellMask.NONE).encoded(),
                receiptsPage(),
                cells(),
                Answer.encode(1, List.of(chain.header(hash).orElseThrow().encoded())),
                network.status(version).encoded());
        Random random = new Random(17);
        int ended = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] payload = Malformed.spoil(seeds.get(random.nextInt(seeds.size())), random);
            ScriptedPipe pipe = new ScriptedPipe()
                    .sending(MessageCode.STATUS, network.status(version).encoded())
                    .sending(random.nextInt(version.messageCount()), payload);
            try {
                session(version, network, pipe).run();
            } catch (DisconnectException e) {
                ended++;
                assertTrue(
                        e.reason().equals(DisconnectReason.PROTOCOL_ERROR)
                                || e.reason().equals(DisconnectReason.SUBPROTOCOL_ERROR),
                        e.getMessage());
            } catch (EOFException e) {
                assertFalse(pipe.received().isEmpty());
            } catch (IOException e) {
                throw new AssertionError("an undeclared end", e);
            }
        }
        assertTrue(ended > CASES / 2, ended + " of " + CASES + " ended the link");
    }

    @ParameterizedTest
    @EnumSource
    void theSeatsHearNothingMalformed(EthVersion version) throws Exception {
        FakeSync sync = new FakeSync();
        FakeRelay relay = new FakeRelay();
        Status status = network.status(version);
        RemotePeer peer = new RemotePeer(status, new RemoteHead(status.head()));
        Inbound inbound = new Inbound(version, network, peer, new Seats(Optional.of(sync), Optional.of(relay)));
        List<Message> seeds = messages(version);
        for (Message seed : seeds) {
            inbound.take(seed);
        }
        int wellFormed = sync.heard().size() + relay.heard().size();
        assertEquals(seeds.size(), wellFormed, "each is heard of");
        Random random = new Random(31);
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            Message seed = seeds.get(random.nextInt(seeds.size()));
            try {
                inbound.take(new Message(seed.code(), Malformed.spoil(seed.payload(), random)));
            } catch (RlpException | DisconnectException e) {
                refused++;
            }
        }
        assertEquals(CASES, refused + sync.heard().size() + relay.heard().size() - wellFormed);
        assertTrue(refused > CASES / 2, refused + " of " + CASES + " refused");
    }

    /** One of each that is not a request. */
    private List<Message> messages(EthVersion version) throws RlpException {
        byte[] hash = chain.head().hash();
        byte[] header =
                Answer.encode(7, List.of(chain.header(hash).orElseThrow().encoded()));
        byte[] transactions = list(new byte[] {(byte) 0x82, 2, (byte) 0xc0});
        List<Message> messages = new ArrayList<>(List.of(
                new Message(MessageCode.NEW_BLOCK_HASHES, list(list(hash, 5))),
                new Message(MessageCode.BLOCK_HEADERS, header),
                new Message(MessageCode.BLOCK_BODIES, header),
                new Message(MessageCode.TRANSACTIONS, transactions),
                new Message(MessageCode.NEW_POOLED_TRANSACTION_HASHES, announcedHashes(version)),
                new Message(
                        MessageCode.POOLED_TRANSACTIONS,
                        TransactionList.encodeAnswer(7, TransactionList.decode(transactions)))));
        messages.add(new Message(MessageCode.RECEIPTS, version.since(EthVersion.ETH_70) ? receiptsPage() : header));
        if (version.since(EthVersion.ETH_69)) {
            messages.add(new Message(MessageCode.BLOCK_RANGE_UPDATE, new BlockRange(1, 2, hash).encoded()));
        }
        if (version.since(EthVersion.ETH_72)) {
            messages.add(new Message(MessageCode.CELLS, cells()));
        }
        return messages;
    }

    private static void fuzz(byte[] valid, Decoder decoder) throws RlpException {
        decoder.decode(valid);
        Random random = new Random(23);
        List<RlpException> refused = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            try {
                decoder.decode(Malformed.spoil(valid, random));
            } catch (RlpException e) {
                refused.add(e);
            }
        }
        assertTrue(refused.size() > CASES / 4, "only " + refused.size() + " refused");
    }

    private static byte[] announcedHashes(EthVersion version) {
        RlpWriter out = new RlpWriter().beginList();
        if (!version.since(EthVersion.ETH_68)) {
            return out.write(new byte[32]).write(new byte[32]).endList().toByteArray();
        }
        out.write(new byte[] {2, 3}).writeRaw(new byte[] {(byte) 0xc2, 5, 6});
        out.beginList().write(new byte[32]).write(new byte[32]).endList();
        if (version.since(EthVersion.ETH_72)) {
            out.write(new byte[16]);
        }
        return out.endList().toByteArray();
    }

    private static byte[] receiptsPage() throws RlpException {
        ReceiptsPage page = new ReceiptsPage();
        for (long number = 4; number < 7; number++) {
            page.add(
                    chain.slimReceipts(chain.canonicalHash(number).orElseThrow())
                            .orElseThrow(),
                    0);
        }
        return page.encoded(5);
    }

    /** Two of each blob of a transaction with two. */
    private static byte[] cells() {
        RlpWriter out = new RlpWriter().beginList().write(5);
        out.beginList().write(new byte[32]).endList().beginList().beginList();
        for (int i = 0; i < 4; i++) {
            out.write(new byte[2048]);
        }
        byte[] mask = new byte[16];
        mask[15] = 3;
        return out.endList().endList().write(mask).endList().toByteArray();
    }

    private static byte[] list(byte[] item) {
        return new RlpWriter().beginList().writeRaw(item).endList().toByteArray();
    }

    private static byte[] list(byte[] hash, long number) {
        return new RlpWriter().beginList().write(hash).write(number).endList().toByteArray();
    }
}
