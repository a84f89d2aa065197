package org.jackfield.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.jackfield.api.rpc.RpcParams;
import org.junit.jupiter.api.Test;

class HiveModuleTest {

    private static final Overlay OWNER = Fixtures.overlay("", 0);

    @Test
    void listsTheTableByRowsTheLastOfWhichHoldsAllThatIsDeeper() throws Exception {
        Map<?, ?> info = (Map<?, ?>) call(table(), "kademliaInfo");
        assertEquals(OWNER.toString().substring(2), info.get("self"));
        assertEquals(4, info.get("total_connections"));
        assertEquals(5, info.get("total_known"));
        List<?> connections = (List<?>) info.get("connections");
        List<?> known = (List<?>) info.get("known");
        assertEquals(16, connections.size());
        assertEquals(List.of("80" + "00".repeat(30) + "01", "c0" + "00".repeat(30) + "02"), connections.get(0));
        assertEquals(1, ((List<?>) connections.get(15)).size());
        assertEquals(2, ((List<?>) known.get(1)).size());
    }

    @Test
    void drawsItAsTheOriginalDoes() throws Exception {
        String[] lines = call(table(), "hive").toString().split("\n");
        assertEquals("hive: queen's address: " + "00".repeat(32), lines[2]);
        assertEquals("population: 4 (5)", lines[3]);
        assertEquals("000  2 c000 8000" + " ".repeat(19) + " |  2 c000 8000", lines[4]);
        assertEquals("001  1 4000" + " ".repeat(24) + " |  2 4000 6000", lines[6]);
        assertEquals("============ DEPTH: 1 " + "=".repeat(42), lines[5]);
        assertEquals("002  0" + " ".repeat(29) + " |  0", lines[7]);
        assertEquals("015  1 0000" + " ".repeat(24) + " |  1 0000", lines[20]);
    }

    @Test
    void hasNothingToTellBeforeThereIsACore() throws Exception {
        Topology unopened = OpenTopology.unopened();
        assertEquals("", call(unopened, "hive"));
        assertEquals(Map.of(), call(unopened, "kademliaInfo"));
    }

    private static Object call(Topology topology, String method) throws Exception {
        return new HiveModule(topology).methods().get(method).call(new RpcParams(List.of()));
    }

    private static Topology table() throws Exception {
        Topology topology = OpenTopology.at(OWNER);
        HiveSeat seat = join(topology, Fixtures.overlay("11", 2));
        join(topology, Fixtures.overlay("10", 1));
        join(topology, Fixtures.overlay("01", 3));
        join(topology, Fixtures.overlay("00000000000000000001", 4));
        seat.told(Fixtures.node(Fixtures.overlay("011", 5)));
        return topology;
    }

    private static HiveSeat join(Topology topology, Overlay node) throws Exception {
        SwarmAddress address = Fixtures.node(node);
        return topology.join(address.enode().orElseThrow().id(), address);
    }
}
