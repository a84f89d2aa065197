package org.jackfield.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnodeTest {

    private static final String ID = "1dd9d65c4552b5eb43d5ad55a2ee3f56c6cbc1c64a5c8d659f51fcd51bace24351232b8d7821617d"
            + "2b29b54b81cdefb9b3e9c37d7fd5f63270bcc9e1a6f6a439";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@127.0.0.1:52150",
                "@[::1]:30303",
                "@127.0.0.1:52150?discport=22334",
                "@node.example:1?discport=0"
            })
    void writesWhatItReads(String address) {
        String url = "enode://" + ID + address;
        assertEquals(url, Enode.parse(url).toString());
    }

    @Test
    void readsEveryPart() {
        Enode enode = Enode.parse("enode://" + ID + "@[2001:db8::1]:30303?discport=30301");
        assertEquals(NodeId.parse(ID), enode.id());
        assertEquals("2001:db8::1", enode.host());
        assertEquals(30303, enode.port());
        assertEquals(30301, enode.discoveryPort());
    }

    @Test
    void takesDiscoveryToBeOnTheSamePortUnlessToldOtherwise() {
        assertEquals(30303, Enode.parse("enode://" + ID + "@127.0.0.1:30303").discoveryPort());
    }

    @Test
    void leavesOutTheZoneOfAnAddress() throws Exception {
        byte[] linkLocal = new byte[16];
        linkLocal[0] = (byte) 0xfe;
        linkLocal[1] = (byte) 0x80;
        linkLocal[15] = 1;
        InetAddress zoned = Inet6Address.getByAddress(null, linkLocal, 1);
        assertEquals("fe80:0:0:0:0:0:0:1", new Enode(NodeId.parse(ID), new InetSocketAddress(zoned, 1)).host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "enode://",
                "enode://01020304",
                "enode://01020304@127.0.0.1:30303",
                "http://" + ID + "@127.0.0.1:30303",
                "enode://" + ID + "@127.0.0.1",
                "enode://" + ID + "@127.0.0.1:0",
                "enode://" + ID + "@127.0.0.1:70000",
                "enode://" + ID + "@127.0.0.1:1?discport=x",
                "enode://" + ID + "@127.0.0.1:1?discport=70000",
                "enode://" + ID + "@127.0.0.1:1?other=1",
                "enode://" + ID + "@hello world:1",
                "enode://zz" + "@127.0.0.1:1"
            })
    void refusesAnythingElse(String url) {
        assertThrows(IllegalArgumentException.class, () -> Enode.parse(url));
    }

    @Test
    void aNodeIdIsItsBytes() {
        byte[] key = new byte[NodeId.BYTES];
        Arrays.fill(key, (byte) 7);
        NodeId id = NodeId.of(key);
        key[0] = 1;
        assertEquals(id, NodeId.parse("0x" + "07".repeat(NodeId.BYTES)));
        assertEquals("07070707", id.shortHex());
        assertThrows(IllegalArgumentException.class, () -> NodeId.of(new byte[NodeId.BYTES + 1]));
        assertThrows(IllegalArgumentException.class, () -> NodeId.parse("zz".repeat(NodeId.BYTES)));
    }
}
