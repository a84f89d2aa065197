package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jackfield.api.Capability;
import org.jackfield.api.NodeId;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;

class HelloTest {

    /** EIP-8, "Test Vectors": a Hello of a version to come, with additional items. */
    private static final byte[] EIP_8 = HexFormat.of()
            .parseHex("f87137916b6e6574682f76302e39312f706c616e39cdc5836574683dc6846d6f726b1682270fb840"
                    + "fda1cff674c90c9a197539fe3dfb53086ace64f83ed7c6eabec741f7f381cc803e52ab2cd55d5569"
                    + "bce4347107a310dfd5f88a010cd2ffd1005ca406f1842877c883666f6f836261720304");

    @Test
    void readsTheVectorOfEip8() throws RlpException {
        Hello hello = Hello.decode(EIP_8);

        assertEquals(55, hello.version());
        assertTrue(hello.compresses());
        assertEquals("kneth/v0.91/plan9", hello.clientId());
        assertEquals(List.of(new Capability("eth", 61), new Capability("mork", 22)), hello.capabilities());
        assertEquals("fda1cff6", hello.id().orElseThrow().shortHex());
    }

    @Test
    void readsWhatItWrites() throws RlpException {
        Hello hello = new Hello(
                5, "Jackfield/v0", List.of(new Capability("shh", 6), new Capability("eth", 68)), Optional.of(node(7)));

        assertEquals(hello, Hello.decode(hello.encode()));
        assertEquals(List.of(new Capability("eth", 68), new Capability("shh", 6)), hello.capabilities());
    }

    @Test
    void acceptsAnyVersionAndCompressesFromFive() throws RlpException {
        assertEquals(0, Hello.decode(hello(0, 64)).version());
        assertEquals(4, Hello.decode(hello(4, 64)).version());
        assertEquals(Integer.MAX_VALUE, Hello.decode(hello(-1, 64)).version(), "2^64 - 1 is clamped");
        assertEquals(false, Hello.decode(hello(4, 64)).compresses());
        assertEquals(true, Hello.decode(hello(5, 64)).compresses());
    }

    @Test
    void findsNoIdentityInOtherLengthsOrZeros() throws RlpException {
        assertEquals(Optional.empty(), Hello.decode(hello(5, 63)).id());
        assertEquals(Optional.empty(), Hello.decode(hello(5, 65)).id());
        assertEquals(Optional.empty(), Hello.decode(hello(5, 0)).id());
        assertEquals(
                Optional.empty(),
                Hello.decode(new Hello(5, "", List.of(), Optional.of(NodeId.of(new byte[64]))).encode())
                        .id());
    }

    @Test
    void leavesOutWhatCannotBeACapability() throws RlpException {
        byte[] payload = new RlpWriter()
                .beginList()
                .write(5)
                .write("x")
                .beginList()
                .beginList()
                .write("")
                .write(1)
                .endList()
                .beginList()
                .write("a/b")
                .write(1)
                .endList()
                .beginList()
                .write("name with blank")
                .write(1)
                .endList()
                .beginList()
                .write("a-name-that-is-much-longer-than-any-name")
                .write(1)
                .endList()
                .beginList()
                .write("big")
                .write(1L << 31)
                .endList()
                .beginList()
                .write("huge")
                .write(-1L)
                .endList()
                .beginList()
                .write("eth")
                .write(68)
                .write("extra")
                .endList()
                .beginList()
                .write("eth")
                .write(68)
                .endList()
                .endList()
                .write(0)
                .write(new byte[64])
                .endList()
                .toByteArray();

        assertEquals(List.of(new Capability("eth", 68)), Hello.decode(payload).capabilities());
    }

    @Test
    void makesTheClientIdFitForATerminal() throws RlpException {
        Hello nasty = new Hello(5, "a\u001b[31m\u0000\u009b\u202e" + "b".repeat(500), List.of(), Optional.of(node(1)));

        String clientId = Hello.decode(nasty.encode()).clientId();

        assertEquals(Hello.MAX_CLIENT_ID, clientId.length());
        assertTrue(clientId.startsWith("a?[31m???b"), clientId);
    }

    @Test
    void refusesWhatIsNoHello() {
        for (String hex : List.of("", "c0", "80", "c105", "c3058001", "c6058080808080", "c505c0c08080", "f871")) {
            assertThrows(RlpException.class, () -> Hello.decode(HexFormat.of().parseHex(hex)), hex);
        }
    }

    @Test
    void raisesNothingButRlpExceptionsWhateverIsSent() {
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = Malformed.spoil(EIP_8, random);
            try {
                Hello hello = Hello.decode(payload);
                assertTrue(hello.clientId().length() <= Hello.MAX_CLIENT_ID);
                read++;
            } catch (RlpException expected) {
                assertTrue(expected.offset() >= 0);
            }
        }
        assertTrue(read > 100 && read < 19_900, "both outcomes are exercised, read " + read);
    }

    @Test
    void survivesThousandsOfCapabilities() throws RlpException {
        RlpWriter out = new RlpWriter().beginList().write(5).write("x").beginList();
        for (int i = 0; i < 50_000; i++) {
            out.beginList().write("c" + i % 1000).write(i % 7).endList();
        }
        byte[] payload = out.endList().write(0).write(new byte[64]).endList().toByteArray();

        List<Capability> capabilities = Hello.decode(payload).capabilities();

        assertEquals(7000, capabilities.size());
        assertEquals(capabilities.stream().sorted().toList(), capabilities);
    }

    @Test
    void writesTheFormOfTheSpecification() {
        byte[] id = new byte[64];
        Arrays.fill(id, (byte) 0xab);
        byte[] bytes = new Hello(5, "me", List.of(new Capability("p", 1)), Optional.of(NodeId.of(id))).encode();

        assertArrayEquals(
                HexFormat.of().parseHex("f84b" + "05" + "826d65" + "c3c27001" + "80" + "b840" + "ab".repeat(64)),
                bytes);
    }

    private static byte[] hello(long version, int idBytes) {
        byte[] id = new byte[idBytes];
        Arrays.fill(id, (byte) 1);
        return new RlpWriter()
                .beginList()
                .write(version)
                .write("x")
                .beginList()
                .endList()
                .write(30303)
                .write(id)
                .endList()
                .toByteArray();
    }

    private static NodeId node(int fill) {
        byte[] key = new byte[64];
        Arrays.fill(key, (byte) fill);
        return NodeId.of(key);
    }
}
