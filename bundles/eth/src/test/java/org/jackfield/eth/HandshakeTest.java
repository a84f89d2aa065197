package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.chain.ForkId;
import org.jackfield.chain.Hex;
import org.jackfield.chain.StoredChain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeTest extends OnDevelopmentChain {

    private static StoredChain other;

    @BeforeAll
    static void openOther() throws IOException {
        other = TestChain.other(folder);
    }

    @AfterAll
    static void closeOther() {
        other.close();
    }

    private final EthNetwork network = new EthNetwork(chain, -1);

    @ParameterizedTest
    @EnumSource
    void aPeerLikeUsIsAccepted(EthVersion version) {
        ScriptedPipe pipe = new ScriptedPipe()
                .sending(MessageCode.STATUS, network.status(version).encoded());
        EthSession session = session(version, network, pipe);
        assertThrows(EOFException.class, session::run);
        assertEquals(version.number(), session.info().orElseThrow().get("version"));
        assertEquals(Hex.text(chain.head().hash()), session.info().orElseThrow().get("head"));
    }

    @ParameterizedTest
    @EnumSource
    void ourStatusGoesOutWithoutWaitingForTheirs(EthVersion version) throws Exception {
        ScriptedPipe silent = new ScriptedPipe();
        assertThrows(
                DisconnectException.class,
                () -> session(version, network, silent).run());
        Status sent = Status.decode(version, silent.received(MessageCode.STATUS));
        assertEquals(1337, sent.networkId());
        assertEquals(new ForkId(chain.genesis().forkIds().at(0, 0).checksum(), 0), sent.forkId());
        if (sent instanceof Status.Eth69Status ranged) {
            assertEquals(256, ranged.range().latest());
            assertEquals(0, ranged.range().earliest());
        }
    }

    @ParameterizedTest
    @EnumSource
    void silenceEndsTheLinkAsATimeout(EthVersion version) {
        DisconnectException error = assertThrows(
                DisconnectException.class,
                () -> session(version, network, new ScriptedPipe()).run());
        assertEquals(DisconnectReason.PING_TIMEOUT, error.reason());
        assertEquals("no Status within 5000 ms", error.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void theFirstMessageMustBeStatus(EthVersion version) {
        assertRefused(
                version,
                MessageCode.GET_BLOCK_HEADERS,
                new byte[] {(byte) 0xc0},
                "the first message is GetBlockHeaders");
    }

    @ParameterizedTest
    @EnumSource
    void aSecondStatusEndsTheLink(EthVersion version) {
        byte[] status = network.status(version).encoded();
        ScriptedPipe pipe = new ScriptedPipe().sending(0, status).sending(0, status);
        DisconnectException error = assertThrows(
                DisconnectException.class, () -> session(version, network, pipe).run());
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, error.reason());
        assertEquals("a second Status", error.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void anotherNetworkIsRefused(EthVersion version) {
        byte[] status = new EthNetwork(chain, 5).status(version).encoded();
        assertRefused(version, 0, status, "Status with network id 5, ours is 1337");
    }

    @ParameterizedTest
    @EnumSource
    void anotherGenesisIsRefused(EthVersion version) {
        byte[] status = new EthNetwork(other, -1).status(version).encoded();
        assertRefused(
                version,
                0,
                status,
                "Status with genesis " + Hex.text(other.genesis().hash()) + ", ours is "
                        + Hex.text(chain.genesis().hash()));
    }

    @ParameterizedTest
    @EnumSource
    void otherForksAreRefused(EthVersion version) {
        byte[] status = status(version, version.number(), new ForkId(0x12345678, 0), 0);
        assertRefused(version, 0, status, "Status with fork id 0x12345678, next 0: its forks are not ours");
    }

    @ParameterizedTest
    @EnumSource
    void anotherVersionIsRefused(EthVersion version) {
        ForkId forkId = network.status(version).forkId();
        assertRefused(
                version, 0, status(version, 63, forkId, 0), "Status with version 63, ours is " + version.number());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ETH_66", "ETH_67", "ETH_68"})
    void aRangeThatEndsBeforeItBeginsIsRefused(EthVersion version) {
        ForkId forkId = network.status(version).forkId();
        byte[] status = status(version, version.number(), forkId, 300);
        assertRefused(version, 0, status, "block range from 300 to 256");
    }

    @ParameterizedTest
    @EnumSource
    void aMalformedStatusIsABreachOfProtocol(EthVersion version) {
        byte[] status = network.status(version).encoded();
        for (int length = 0; length < status.length; length++) {
            ScriptedPipe pipe = new ScriptedPipe().sending(0, Arrays.copyOf(status, length));
            DisconnectException error = assertThrows(
                    DisconnectException.class,
                    () -> session(version, network, pipe).run());
            assertEquals(DisconnectReason.PROTOCOL_ERROR, error.reason());
            assertTrue(error.getMessage().startsWith("Status: "), error.getMessage());
        }
    }

    @Test
    void theLayoutsDoNotPassForOneAnother() {
        byte[] status68 = network.status(EthVersion.ETH_68).encoded();
        ScriptedPipe pipe = new ScriptedPipe().sending(0, status68);
        DisconnectException error = assertThrows(
                DisconnectException.class,
                () -> session(EthVersion.ETH_69, network, pipe).run());
        assertEquals(DisconnectReason.PROTOCOL_ERROR, error.reason());
    }

    @Test
    void theNetworkIdIsTheChainIdUnlessToldOtherwise() {
        assertEquals(1337, network.status(EthVersion.ETH_68).networkId());
        assertEquals(0, new EthNetwork(chain, 0).status(EthVersion.ETH_68).networkId());
    }

    @Test
    void nodeInfoHasGethsFields() {
        Map<String, Object> info = network.nodeInfo();
        assertEquals(1337L, info.get("network"));
        assertEquals(BigInteger.ZERO, info.get("difficulty"));
        assertEquals(Hex.text(chain.genesis().hash()), info.get("genesis"));
        assertEquals(Hex.text(chain.head().hash()), info.get("head"));
        assertEquals(1337, ((Map<?, ?>) info.get("config")).get("chainId"));
    }

    private static byte[] status(EthVersion version, long number, ForkId forkId, long earliest) {
        byte[] genesis = chain.genesis().hash();
        byte[] head = chain.head().hash();
        Status status = version.since(EthVersion.ETH_69)
                ? new Status.Eth69Status(number, 1337, genesis, forkId, new BlockRange(earliest, 256, head))
                : new Status.Eth68Status(number, 1337, BigInteger.ZERO, head, genesis, forkId);
        return status.encoded();
    }

    private void assertRefused(EthVersion version, int code, byte[] payload, String message) {
        ScriptedPipe pipe = new ScriptedPipe().sending(code, payload);
        EthSession session = session(version, network, pipe);
        DisconnectException error = assertThrows(DisconnectException.class, session::run);
        assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, error.reason());
        assertEquals(message, error.getMessage());
        assertTrue(session.info().isEmpty());
    }
}
