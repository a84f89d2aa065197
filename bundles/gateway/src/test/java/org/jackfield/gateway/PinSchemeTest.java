package org.jackfield.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jackfield.chunks.RealStore;
import org.jackfield.chunks.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinSchemeTest extends OverSockets {

    private int post(String path) throws Exception {
        return node.send(node.request(path).POST(BodyPublishers.noBody())).statusCode();
    }

    private int delete(String path) throws Exception {
        return node.send(node.request(path).DELETE()).statusCode();
    }

    @Test
    void pinsListsAndLetsGo() throws Exception {
        String hash = node.upload("/bzz-raw:/", new byte[10_000]);
        assertEquals("200 []\n", node.text("/bzz-pin:/"));

        assertEquals(200, post("/bzz-pin:/" + hash + "?raw=true"));
        assertEquals(
                "200 [{\"Address\":\"" + hash + "\",\"IsRaw\":true,\"FileSize\":10000,\"PinCounter\":1}]\n",
                node.text("/bzz-pin:/"));
        assertEquals(200, post("/bzz-pin:/" + hash + "?raw=TRUE"));
        assertTrue(node.text("/bzz-pin:/").contains("\"PinCounter\":2"));
        assertEquals(409, post("/bzz-pin:/" + hash));

        assertEquals(200, delete("/bzz-pin:/" + hash));
        assertEquals(200, delete("/bzz-pin:/" + hash));
        assertEquals("200 []\n", node.text("/bzz-pin:/"));
        assertEquals(404, delete("/bzz-pin:/" + hash));
    }

    @ParameterizedTest
    @CsvSource({"/bzz-raw:/, true", "/bzz-raw:/encrypt, true", "/bzz:/, false", "/bzz:/encrypt, false"})
    void pinsUploadsThatAskForIt(String path, boolean raw) throws Exception {
        HttpResponse<byte[]> upload = node.send(node.request(path)
                .headers("Content-Type", "text/plain", "x-swarm-pin", "true")
                .POST(BodyPublishers.ofByteArray(new byte[5_000])));
        String hash = RunningGateway.text(upload).substring(4);

        String pins = node.text("/bzz-pin:/");

        assertTrue(pins.startsWith("200 [{\"Address\":\"" + hash + "\",\"IsRaw\":" + raw + ','), pins);
        assertEquals(1, node.store.chunks().pins(Reference.parse(hash).address()));
    }

    @Test
    void getsWhatIsNotHereYet(@TempDir Path elsewhere) throws Exception {
        try (RealStore other = RealStore.in(elsewhere)) {
            String hash = other.contents()
                    .local()
                    .store(new ByteArrayInputStream(new byte[100_000]), false)
                    .hex();
            assertEquals(404, post("/bzz-pin:/" + hash + "?raw=true"));
            node.store.network(other.source()::get);

            assertEquals(200, post("/bzz-pin:/" + hash + "?raw=true"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/bzz-pin:/, 400",
        "/bzz-pin:/name.eth, 404",
        "/bzz-pin:/0000000000000000000000000000000000000000000000000000000000000001?raw=maybe, 400",
        "/bzz-pin:/0000000000000000000000000000000000000000000000000000000000000001, 404",
    })
    void refusesWhatItCannotPin(String path, int status) throws Exception {
        assertEquals(status, post(path));
        assertEquals("200 []\n", node.text("/bzz-pin:/"));
    }

    @Test
    void pinsNoFileAsADirectory() throws Exception {
        String hash = node.upload("/bzz-raw:/", new byte[10_000]);

        assertEquals(404, post("/bzz-pin:/" + hash));
        assertEquals(0, node.store.chunks().pins(Reference.parse(hash).address()));
    }
}
