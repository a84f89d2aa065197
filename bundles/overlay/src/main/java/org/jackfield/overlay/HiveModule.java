package org.jackfield.overlay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.overlay.TableView.Bin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code bzz_kademliaInfo}: the table, its last row holding all that is deeper; {@code bzz_hive}: the same drawn for people
 * (ethersphere swarm v0.5.8, network/kademlia.go).
 */
@Component(service = RpcModule.class)
public final class HiveModule implements RpcModule {

    static final int ROWS = 16;

    private final Topology topology;

    @Activate
    public HiveModule(@Reference Topology topology) {
        this.topology = topology;
    }

    @Override
    public String namespace() {
        return "bzz";
    }

    @Override
    public Map<String, RpcMethod> methods() {
        return Map.of(
                "hive", params -> topology.table().map(HiveDrawing::of).orElse(""),
                "kademliaInfo", params -> topology.table().map(HiveModule::json).orElse(Map.of()));
    }

    static Map<String, Object> json(TableView table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("self", digits(table.owner()));
        json.put("depth", table.depth());
        json.put("total_connections", table.connected());
        json.put("total_known", table.known());
        List<List<String>> connections = rows();
        List<List<String>> known = rows();
        for (Bin bin : table.bins()) {
            int row = Math.min(bin.proximity(), ROWS - 1);
            bin.connected().forEach(node -> connections.get(row).add(digits(node)));
            bin.connected().forEach(node -> known.get(row).add(digits(node)));
            bin.known().forEach(node -> known.get(row).add(digits(node)));
        }
        connections.forEach(Collections::sort);
        known.forEach(Collections::sort);
        json.put("connections", connections);
        json.put("known", known);
        return json;
    }

    private static List<List<String>> rows() {
        return Stream.generate(() -> (List<String>) new ArrayList<String>())
                .limit(ROWS)
                .toList();
    }

    private static String digits(Overlay node) {
        return node.toString().substring("0x".length());
    }
}
