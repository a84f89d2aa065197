package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.framing.Framedata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class UnsentTextsTest {

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** As it is left when the library stops listening for room just as a text comes. */
    @Test
    void sendsWhatLiesInTheQueueWhileNobodyListensForRoom() throws Exception {
        try (WsEndpoint endpoint = WsEndpoint.open(new WsEndpoint.Settings(
                ANY,
                OriginRule.of(),
                OperatorRule.of(ANY, false),
                1,
                new JsonRpc(new MethodTable()),
                new FeedTable()))) {
            WsClient client = new WsClient(HttpClient.newHttpClient(), URI.create(endpoint.text()));
            client.send("{");
            client.next();
            WebSocketImpl socket =
                    (WebSocketImpl) endpoint.getConnections().iterator().next();
            for (Framedata frame : socket.getDraft().createFrames("forgotten", false)) {
                socket.outQueue.add(socket.getDraft().createBinaryFrame(frame));
            }

            endpoint.unsent().watch();

            assertEquals("forgotten", client.next());
        }
    }
}
