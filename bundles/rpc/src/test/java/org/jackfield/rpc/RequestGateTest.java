package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jackfield.api.http.HostNames;
import org.jackfield.rpc.RequestGate.Head;
import org.jackfield.rpc.RequestGate.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestGateTest {

    private static final int PASSED = 0;

    @ParameterizedTest
    @CsvSource({
        "localhost:8545, 0",
        "192.168.1.5:8545, 0",
        "node.example, 0",
        "evil.example:8545, 403",
    })
    void acceptsLocalNamesAndTheAddressItCameInOn(String host, int status) {
        assertEquals(status, status(new Head("POST", "/", none(), Optional.of(host), json(), 10, address())));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /, , application/json, 10, 0",
        "POST, /, , application/json; charset=utf-8, 10, 0",
        "POST, /, , Application/JSON-RPC, 10, 0",
        "POST, /, , application/json, -1, 0",
        "POST, /, , application/json, 5242880, 0",
        "POST, /, , application/json, 5242881, 413",
        "POST, /, , application/json, 9223372036854775807, 413",
        "POST, /, , text/plain, 10, 415",
        "POST, /, , application/x-www-form-urlencoded, 10, 415",
        "POST, /, , , 10, 415",
        "POST, /rpc, , application/json, 10, 404",
        "GET, /, , , -1, 200",
        "GET, /, a=b, , -1, 405",
        "PUT, /, , application/json, 10, 405",
        "DELETE, /, , application/json, 10, 405",
        "OPTIONS, /, , , -1, 405",
        "HEAD, /, , , -1, 405",
    })
    void letsOnlyJsonPostedToTheRootThrough(
            String method, String path, String query, String contentType, long length, int status) {
        assertEquals(
                status,
                status(new Head(
                        method,
                        path,
                        Optional.ofNullable(query),
                        Optional.of("localhost"),
                        Optional.ofNullable(contentType),
                        length,
                        address())));
    }

    private static int status(Head head) {
        RequestGate gate = new RequestGate(HostNames.of("localhost", "node.example"));
        return gate.refuse(head).map(Refusal::status).orElse(PASSED);
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private static Optional<String> json() {
        return Optional.of("application/json");
    }

    private static InetAddress address() {
        try {
            return InetAddress.getByName("192.168.1.5");
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
