package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.jackfield.api.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RestartTest {

    @TempDir
    Path folder;

    @Test
    void aNodeKeepsItsIdentityAndItsChain() {
        NodeId before;
        Map<String, Object> eth;
        try (TestNode node = TestNode.start(folder)) {
            before = node.id();
            eth = node.awaitProtocol("eth").nodeInfo();
        }
        try (TestNode node = TestNode.start(folder)) {
            assertEquals(before, node.id());
            assertEquals(eth, node.awaitProtocol("eth").nodeInfo());
        }
    }
}
