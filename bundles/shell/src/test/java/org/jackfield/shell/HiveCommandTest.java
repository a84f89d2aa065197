package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HexFormat;
import java.util.List;
import org.jackfield.api.Enode;
import org.jackfield.api.NodeId;
import org.jackfield.overlay.HiveSeat;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HiveCommandTest {

    private static final Overlay OWNER = overlay("00");

    private final Topology topology = OpenTopology.at(OWNER);
    private final Prompt prompt = new Prompt().add("bzz", new HiveCommand(topology), "hive");

    @AfterEach
    void close() {
        prompt.close();
    }

    @Test
    void drawsTheTableByBins() throws Exception {
        HiveSeat seat = join("a1");
        for (String start : List.of("b2", "c3", "d4", "e5", "60", "07")) {
            join(start);
        }
        seat.told(address("0f"));
        assertEquals("""
                overlay    0x0000000000000000000000000000000000000000000000000000000000000000
                depth      1
                connected  7
                known      8

                BIN  NEIGHBOURS  CONNECTED                           KNOWN BESIDES
                  0  no                  5  a100 b200 c300 d400 ...              0
                  1  yes                 1  6000                                 0
                  4  yes                 0                                       1  0f00
                  5  yes                 1  0700                                 0
                """, prompt.type("bzz:hive"));
    }

    @Test
    void tellsScriptsOfAll() throws Exception {
        join("a1").told(address("0f"));
        JsonNode json = new ObjectMapper().readTree(prompt.type("bzz:hive --json"));
        assertEquals(OWNER.toString(), json.at("/0/overlay").asText());
        assertEquals(overlay("a1").toString(), json.at("/0/bins/0/connected/0").asText());
        assertEquals(4, json.at("/0/bins/1/bin").asInt());
        assertEquals(overlay("0f").toString(), json.at("/0/bins/1/known/0").asText());
    }

    @Test
    void saysThatThereIsNoTableYet() throws Exception {
        prompt.add("early", new HiveCommand(OpenTopology.unopened()), "hive");
        assertEquals("this node is not in the overlay yet\n", prompt.type("early:hive"));
    }

    private HiveSeat join(String start) throws Exception {
        SwarmAddress address = address(start);
        return topology.join(address.enode().orElseThrow().id(), address);
    }

    private static SwarmAddress address(String start) {
        Enode enode = new Enode(NodeId.parse(start + "0".repeat(126)), "127.0.0.1", 30399, 30399);
        return new SwarmAddress(overlay(start), enode.toString(), Services.FULL);
    }

    private static Overlay overlay(String start) {
        return Overlay.of(HexFormat.of().parseHex(start + "0".repeat(62)));
    }
}
