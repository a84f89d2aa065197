package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** A transaction as a foreign library reads it beside what our node says of it over JSON-RPC. */
final class TransactionContent {

    /** Told of the sidecar, which JSON-RPC leaves out. */
    private static final Set<String> OF_SIDECAR = Set.of("commitments", "blobs", "proven");

    /** Those of a legacy transaction with its sender; every other type has more. */
    private static final int LEAST_FIELDS = 12;

    private TransactionContent() {}

    /** Every field that the foreign library names. */
    static void assertSame(JsonNode foreign, JsonNode ours) {
        int compared = 0;
        for (Map.Entry<String, JsonNode> field : foreign.properties()) {
            String name = field.getKey();
            if (!field.getValue().isNull() && !OF_SIDECAR.contains(name)) {
                assertEquals(field.getValue(), ours.path(name), () -> name + " of " + foreign);
                compared++;
            }
        }
        assertTrue(compared >= LEAST_FIELDS, foreign::toString);
    }
}
