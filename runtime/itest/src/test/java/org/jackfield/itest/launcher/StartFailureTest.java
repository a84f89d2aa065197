package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Bad input costs one clear line and status 2, and nothing of anybody's is changed. */
class StartFailureTest extends LauncherTest {

    @Test
    void aTakenPeerPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            refused(address, "--listen", address, "--rpc", "off");
        }
    }

    @Test
    void aTakenRpcPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            refused(address, "--listen", "127.0.0.1:0", "--rpc", address);
        }
    }

    @Test
    void aTakenGatewayPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            refused(address, "--listen", "127.0.0.1:0", "--rpc", "off", "--bzz", address);
        }
    }

    @Test
    void aBrokenKeyFile() throws Exception {
        Path key = Files.writeString(temp.resolve("key"), "not a key");

        refused(key.toString(), "--listen", "127.0.0.1:0", "--rpc", "off", "--node-key", key.toString());

        assertEquals("not a key", Files.readString(key));
    }

    @Test
    void aBrokenKeyInTheDataFolder() throws Exception {
        Files.createDirectories(data);
        Path key = Files.writeString(data.resolve("nodekey"), "0123");

        refused(key.toString(), "--listen", "127.0.0.1:0", "--rpc", "off");

        assertEquals("0123", Files.readString(key));
    }

    @Test
    void aGenesisFileThatIsNone() throws Exception {
        Path genesis = Files.writeString(temp.resolve("genesis.json"), "{\"config\":");

        refused(genesis.toString(), "--listen", "127.0.0.1:0", "--rpc", "off", "--genesis", genesis.toString());
    }

    @Test
    void aMisspeltSetting() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("jackfield.properties"), "core.maxPeer = 7\n");

        refused("unknown setting core.maxPeer (known there: ", "--listen", "127.0.0.1:0", "--rpc", "off");
    }

    @Test
    void aSecondNodeInTheSameFolder() throws Exception {
        try (NodeProcess first = NodeProcess.start(data, "--no-shell")) {
            refused("another node runs in it", "--listen", "127.0.0.1:0", "--rpc", "off");
            first.terminate();
            assertEquals(0, first.exitStatus());
        }
    }

    private void refused(String text, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "--data";
        all[1] = data.toString();
        all[2] = "--no-shell";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        try (NodeProcess jackfield = NodeProcess.run(temp, all)) {
            assertEquals(2, jackfield.exitStatus(), jackfield.out());
            assertEquals(1, jackfield.err().lines().count(), jackfield.err());
            assertTrue(jackfield.err().startsWith("jackfield: cannot "), jackfield.err());
            assertTrue(jackfield.err().contains(text), jackfield.err());
            assertEquals("", jackfield.out());
        }
    }
}
