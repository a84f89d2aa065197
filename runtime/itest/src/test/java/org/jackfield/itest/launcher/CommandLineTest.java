package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CommandLineTest extends LauncherTest {

    @Test
    void helpNamesEveryOption() throws Exception {
        try (NodeProcess jackfield = NodeProcess.run(temp, "--help")) {
            assertEquals(0, jackfield.exitStatus());
            for (String option : new String[] {
                "--data",
                "--listen",
                "--rpc",
                "--ws",
                "--engine",
                "--jwt-secret",
                "--eth.target",
                "--genesis",
                "--network",
                "--state",
                "--network-id",
                "--node-key",
                "--no-shell",
                "-c",
                "--version"
            }) {
                assertTrue(jackfield.out().contains(option), option);
            }
        }
    }

    @Test
    void versionIsOneLine() throws Exception {
        try (NodeProcess jackfield = NodeProcess.run(temp, "--version")) {
            assertEquals(0, jackfield.exitStatus());
            assertTrue(jackfield.out().matches("Jackfield \\d+\\.\\d+\\.\\d+\\R"), jackfield.out());
        }
    }

    @Test
    void aBadOptionIsRefused() throws Exception {
        try (NodeProcess jackfield = NodeProcess.run(temp, "--lisen", "127.0.0.1:0")) {
            assertEquals(2, jackfield.exitStatus());
            assertEquals(1, jackfield.err().lines().count(), jackfield.err());
            assertTrue(jackfield.err().startsWith("jackfield: Unknown option"), jackfield.err());
        }
    }

    @Test
    void commandsPrintWhatTheyPrintAndNothingElse() throws Exception {
        try (NodeProcess jackfield = runOffline("-c", "echo hello; p2p:info")) {
            assertEquals(0, jackfield.exitStatus(), jackfield.err());
            assertTrue(jackfield.out().startsWith("hello"), jackfield.out());
            assertTrue(jackfield.out().contains("enode://"), jackfield.out());
            assertEquals("", jackfield.err());
        }
    }

    @Test
    void aFailingCommandFailsTheProcess() throws Exception {
        try (NodeProcess jackfield = runOffline("-c", "p2p:connect enode://nonsense")) {
            assertEquals(1, jackfield.exitStatus());
            assertTrue(jackfield.err().contains("enode"), jackfield.err());
        }
    }

    @Test
    void anUnknownCommandFailsTheProcess() throws Exception {
        try (NodeProcess jackfield = runOffline("-c", "nosuchcommand")) {
            assertEquals(1, jackfield.exitStatus());
            assertTrue(jackfield.err().contains("nosuchcommand"), jackfield.err());
        }
    }
}
