package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.chain.Hex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between the versions; payloads as {@link #spelled}, and HEADER for an answer with the first header. */
class VersionedMessagesTest extends OnDevelopmentChain {

    @ParameterizedTest
    @CsvSource({
        // GetNodeData
        "66-66, 0d, c405c10000,        breach",
        "66-66, 0d, c205c0,            0e c205c0",
        "66-66, 0d, e305e1H,           0e c205c0",
        "67-72, 0d, e305e1H,           breach",
        // NodeData
        "66-66, 0e, c205c0,            heard",
        "66-66, 0e, c305c080,          breach",
        "67-72, 0e, c205c0,            breach",
        // codes without a message
        "66-72, 0b, c0,                breach",
        "66-72, 0c, c0,                breach",
        // GetReceipts
        "66-69, 0f, e305e1H,           10 c205c0",
        "66-69, 0f, e40507e1H,         breach",
        "70-72, 0f, e40507e1H,         10 c30580c0",
        "70-72, 0f, c30580c0,          10 c30580c0",
        "70-72, 0f, e305e1H,           breach",
        "70-72, 0f, c50582000ac0,      breach",
        "70-72, 0f, e50507e1H80,       breach",
        "70-72, 0f, c50507c20101,      breach",
        // Receipts
        "66-69, 10, c205c0,            heard",
        "66-69, 10, c30580c0,          breach",
        "70-72, 10, c30580c0,          heard",
        "70-72, 10, c40501c1c0,        heard",
        "70-72, 10, c205c0,            breach",
        "70-72, 10, c30502c0,          breach",
        "70-72, 10, c40580c101,        breach",
        // BlockRangeUpdate
        "66-68, 11, e30507H,           breach",
        "69-72, 11, e30507H,           heard",
        "69-72, 11, e30705H,           subprotocol",
        "69-72, 11, c20507,            breach",
        "69-72, 11, e4050780H,         breach",
        "69-72, 11, e4050700H,         breach",
        // GetBlockAccessLists
        "66-70, 12, c205c0,            breach",
        "71-72, 12, c205c0,            13 c205c0",
        "71-72, 12, e305e1H,           13 c305c180",
        "71-72, 12, f84505f842HH,      13 c405c28080",
        "71-72, 12, e40580e1H,         breach",
        "71-72, 12, c405c20101,        breach",
        // BlockAccessLists
        "66-70, 13, c205c0,            breach",
        "71-72, 13, c405c280c0,        heard",
        "71-72, 13, c305c101,          breach",
        "71-72, 13, c30580c0,          breach",
        // GetCells
        "66-71, 14, d305c0M,           breach",
        "72-72, 14, d305c0M,           15 d405c0c0" + "9000000000000000000000000000000000",
        "72-72, 14, f405e1HM,          15 d405c0c0" + "9000000000000000000000000000000000",
        "72-72, 14, c205c0,            breach",
        "72-72, 14, c305c080,          breach",
        "72-72, 14, d405c0c0M,         breach",
        "72-72, 14, d405c0M80,         breach",
        // Cells
        "66-71, 15, d405c0c0M,         breach",
        "72-72, 15, d405c0c0M,         heard",
        "72-72, 15, d305c0M,           breach",
        "72-72, 15, f505e1Hc0M,        breach",
        "72-72, 15, d505c0c1c0M,       breach",
        "72-72, 15, f605e1Hc1c0M,      heard",
        "72-72, 15, f705e1Hc2c101M,    breach",
        "72-72, 15, f9083d05e1Hf90806f90803CM,       breach",
        "72-72, 15, f9104005e1Hf91009f91006CCM,      heard",
        "72-72, 15, f9184305e1Hf9180cf91809CCCM,     breach",
        // NewPooledTransactionHashes
        "66-67, 08, c0,                heard",
        "66-67, 08, f842HH,            heard",
        "66-67, 08, c180,              breach",
        "66-67, 08, e502c105e1H,       breach",
        "68-71, 08, e502c105e1H,       heard",
        "68-71, 08, e1H,               breach",
        "68-71, 08, f602c105e1HM,      breach",
        "72-72, 08, f602c105e1HM,      heard",
        "72-72, 08, e602c105e1H80,     heard",
        "72-72, 08, f603c105e1HM,      heard",
        "72-72, 08, e603c105e1H80,     breach",
        "72-72, 08, e602c105e1H01,     breach",
        "72-72, 08, e502c105e1H,       breach",
        "68-71, 08, e602c28001e1H,     breach",
        "72-72, 08, f702c20501e1HM,    breach",
        // the same in all
        "66-72, 01, c0,                heard",
        "66-72, 02, c0,                heard",
        "66-72, 05, e305e1H,           06 c205c0",
        "66-72, 09, e305e1H,           0a c205c0",
        "66-72, 03, c605c401010180,    04 HEADER"
    })
    void isAnsweredHeardOrRefused(String versions, String code, String payload, String outcome) {
        for (EthVersion version : EthVersion.parseList(versions)) {
            assertEquals(
                    spelled(withHeader(outcome)),
                    converse(version, Integer.parseInt(code, 16), spelled(payload)),
                    version.toString());
        }
    }

    private static String withHeader(String text) {
        String header = Hex.text(chain.header(1).orElseThrow().encoded()).substring(2);
        String answer = "f9" + String.format("%04x", header.length() / 2 + 4) + "05f9"
                + String.format("%04x", header.length() / 2) + header;
        return text.replace("HEADER", answer);
    }

    /** Our answer, or what became of the session. */
    private static String converse(EthVersion version, int code, String payload) {
        ScriptedPipe pipe = greeting(version).sending(code, Hex.bytes(payload));
        EthSession session = session(version, new EthNetwork(chain, -1), pipe);
        IOException end = assertThrows(IOException.class, session::run);
        if (end instanceof DisconnectException error) {
            return error.reason().equals(DisconnectReason.PROTOCOL_ERROR) ? "breach" : "subprotocol";
        }
        assertEquals(EOFException.class, end.getClass());
        if (pipe.received().size() == 1) {
            assertEquals(
                    Map.of(MessageCode.name(code), 1L),
                    session.info().orElseThrow().get("ignored"));
            return "heard";
        }
        Message answer = pipe.received().get(1);
        return String.format("%02x ", answer.code())
                + Hex.text(answer.payload()).substring(2);
    }
}
