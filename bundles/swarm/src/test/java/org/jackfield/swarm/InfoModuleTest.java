package org.jackfield.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jackfield.api.Enode;
import org.jackfield.api.PeerDirectory;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.overlay.OpenTopology;
import org.jackfield.overlay.Overlay;
import org.junit.jupiter.api.Test;

class InfoModuleTest {

    private static final Enode SELF = Fixtures.enode(7);
    private static final Overlay PLACE = Overlay.ofNode(SELF.id());

    private final Swarm swarm = new Swarm(4, false, OpenTopology.at(PLACE));
    private final InfoModule module = new InfoModule(swarm);

    @Test
    void tellsWhoTheNodeIsInTheOriginalsWords() throws Exception {
        start();
        assertEquals(
                Map.of(
                        "BzzKey",
                        PLACE.toString(),
                        "PublicKey",
                        "0x0407" + "0".repeat(126),
                        "Enode",
                        SELF.toString(),
                        "NetworkID",
                        4L,
                        "LightNodeEnabled",
                        false,
                        "SwapEnabled",
                        false),
                call("info"));
    }

    @Test
    void tellsLessBeforeThereIsACore() throws Exception {
        assertEquals(Map.of("NetworkID", 4L, "LightNodeEnabled", false, "SwapEnabled", false), call("info"));
        assertEquals(false, call("isRegisteredCapability", 0));
    }

    @Test
    void tellsWhatItDoesForOthers() throws Exception {
        start();
        assertEquals(true, call("isRegisteredCapability", 0));
        assertEquals(false, call("isRegisteredCapability", 9));
        assertEquals(true, call("matchCapability", 0, 15));
        assertEquals(false, call("matchCapability", 0, 2));
        assertEquals(
                "Capability 9 not registered",
                assertThrows(RpcException.class, () -> call("matchCapability", 9, 0))
                        .getMessage());
        assertEquals(
                "Capability 0 idx 16 out of range",
                assertThrows(RpcException.class, () -> call("matchCapability", 0, 16))
                        .getMessage());
        assertThrows(RpcException.class, () -> call("matchCapability", 0, -1));
        assertThrows(RpcException.class, () -> call("matchCapability", "0", 0));
    }

    private void start() {
        swarm.directory = (PeerDirectory) Proxy.newProxyInstance(
                PeerDirectory.class.getClassLoader(),
                new Class<?>[] {PeerDirectory.class},
                (proxy, method, arguments) -> SELF);
    }

    private Object call(String method, Object... arguments) throws Exception {
        return module.methods().get(method).call(new RpcParams(List.of(arguments)));
    }
}
