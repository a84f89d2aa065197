package org.jackfield.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagSchemeTest extends OverSockets {

    @Test
    void tellsHowFarAnUploadIsByItsHashAndItsNumber() throws Exception {
        HttpResponse<byte[]> upload = node.send(node.request("/bzz-raw:/")
                .headers("x-swarm-tag", "\"holiday\"", "x-swarm-anonymous", "true")
                .POST(BodyPublishers.ofByteArray(new byte[4_097])));
        String hash = new String(upload.body(), StandardCharsets.UTF_8);
        String number = upload.headers().firstValue("x-swarm-tag").orElseThrow();

        String tag = node.text("/bzz-tag:/?Id=" + number);

        assertTrue(
                tag.startsWith("200 {\"Total\":3,\"Split\":3,\"Seen\":0,\"Stored\":3,\"Sent\":0,\"Synced\":0,\"Uid\":"
                        + number + ",\"Anonymous\":true,\"Name\":\"\\\"holiday\\\"\",\"Address\":\"" + hash + "\""),
                tag);
        assertEquals(tag, node.text("/bzz-tag:/" + hash));
    }

    @ParameterizedTest
    @CsvSource({"/bzz-tag:/, 400", "/bzz-tag:/?Id=x, 400", "/bzz-tag:/?Id=4294967296, 400", "/bzz-tag:/?Id=7, 404"})
    void knowsWhatIsNoTag(String path, int status) throws Exception {
        assertEquals(status, node.get(path).statusCode());
    }
}
