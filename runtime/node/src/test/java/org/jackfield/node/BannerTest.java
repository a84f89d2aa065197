package org.jackfield.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BannerTest {

    private static final Map<String, String> NODE =
            Map.of("enode", "enode://00@127.0.0.1:1", "listening", "127.0.0.1:1", "protocols", "echo/1 eth/69");

    @Test
    void tellsWhatAPersonNeeds() {
        String text = Banner.text("0.1.0", Path.of("/data"), Map.of("chain", "256 blocks"), NODE, true);

        assertEquals("""
                Jackfield 0.1.0, a devp2p node whose protocols plug in and out while it runs

                  enode      enode://00@127.0.0.1:1
                  p2p        127.0.0.1:1
                  rpc        off
                  bzz        off
                  chain      256 blocks
                  protocols  echo/1 eth/69
                  data       /data
                  plugins    /data/plugins (drop a jar to plug a protocol in, delete it to unplug)

                Try p2p:info, p2p:protocols, p2p:peers, lb; help lists all; exit or Ctrl-D stops the node.
                """, text);
    }

    @Test
    void hasNoHintsForAShellThatIsNotThere() {
        assertFalse(
                Banner.text("0.1.0", Path.of("/data"), Map.of(), NODE, false).contains("Try"));
    }

    @Test
    void saysWhichReleaseIsInPlaceAfterACrash() {
        Map<String, String> parts = Map.of("releases", "echo: 1.0.0 is in place and not 2.0.0");

        assertTrue(Banner.text("0.1.0", Path.of("/data"), parts, NODE, false)
                .contains("\n  releases   echo: 1.0.0 is in place and not 2.0.0\n"));
    }
}
