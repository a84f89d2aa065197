package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.ReleaseStatistics;
import org.jackfield.api.fake.FakeReleases;
import org.jackfield.api.fake.FakeRenegotiation;
import org.jackfield.api.release.ReleaseReport;
import org.jackfield.api.release.ReleaseReport.Phase;
import org.jackfield.api.release.Renegotiation.Progress;
import org.jackfield.api.release.Renegotiation.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseModulesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int INVALID_PARAMS = -32602;
    private static final int FAILED = -32000;

    @TempDir
    Path folder;

    private final FakeReleases releases = new FakeReleases();
    private final FakeRenegotiation renegotiation = new FakeRenegotiation();
    private final MethodTable methods = new MethodTable();
    private final JsonRpc rpc = new JsonRpc(methods);
    private String jar = "";

    @BeforeEach
    void register() throws IOException {
        methods.add(new ReleasesModule(releases), 0);
        methods.add(new RenegotiationModule(renegotiation), 0);
        jar = '"' + Files.write(folder.resolve("echo-2.jar"), new byte[1]).toString() + '"';
    }

    @Test
    void swapsPromotesAndRollsBack() throws IOException {
        releases.reports.add(report(Phase.WATCHED, ""));

        assertEquals(
                "WATCHED", call("swap", "'echo'," + jar).at("/result/phase").asText());
        call("swap", "'echo'," + jar + ",{'watchSeconds':0.5}");
        call("swap", "'echo'," + jar + ",{'canary':0.1}");
        call("promote", "'echo'");
        call("promote", "'echo',{'watchSeconds':0}");
        call("rollback", "'echo'");

        assertEquals(
                List.of(
                        "swap echo echo-2.jar PT1M",
                        "swap echo echo-2.jar PT0.5S",
                        "canary echo echo-2.jar 0.1",
                        "promote echo PT1M",
                        "promote echo PT0S",
                        "rollback echo"),
                releases.orders);
    }

    @Test
    void reportsWhatWasDone() throws IOException {
        assertEquals(json("[]"), call("releases", "").get("result"));
        releases.reports.add(report(Phase.ROLLED_BACK, "5 of 12 sessions failed"));

        String statistics = "{'sessions':0,'sessionSeconds':0.0,'received':0,'sent':0,'failures':0,'disconnects':0,"
                + "'handlingP99Millis':0.0}";
        assertEquals(
                json("[{'bundle':'echo','bundleId':9,'former':'1.0.0','next':'2.0.0','phase':'ROLLED_BACK',"
                        + "'at':'1970-01-01T00:00:00Z','watchedUntil':'1970-01-01T00:01:00Z','share':1.0,"
                        + "'reason':'5 of 12 sessions failed','formerStatistics':" + statistics
                        + ",'nextStatistics':" + statistics + "}]"),
                call("releases", "").get("result"));
        assertEquals(
                "ROLLED_BACK", call("rollback", "'echo'").at("/result/phase").asText());
    }

    @Test
    void answersWithAnErrorWhereTheReleaseDoesNotStay() throws IOException {
        releases.reports.add(report(Phase.ROLLED_BACK, "org.example.missing cannot be resolved"));
        assertError(
                FAILED,
                "echo 1.0.0 -> 2.0.0 was rolled back: org.example.missing cannot be resolved",
                call("swap", "'echo'," + jar));

        releases.reports.set(0, report(Phase.BROKEN, "no space left on device"));
        String broken = "echo: neither 2.0.0 nor 1.0.0 could be started: no space left on device";
        assertError(FAILED, broken, call("promote", "'echo'"));
        assertError(FAILED, broken, call("rollback", "'echo'"));
    }

    @Test
    void passesOnWhyAnOrderIsRefused() throws IOException {
        releases.refusal = Optional.of("there is no protocol or bundle named ecko");
        renegotiation.refusal = Optional.of("one is under way");

        for (String method : List.of("promote", "rollback")) {
            assertError(FAILED, releases.refusal.get(), call(method, "'ecko'"));
        }
        assertError(FAILED, releases.refusal.get(), call("swap", "'ecko'," + jar));
        assertError(FAILED, "one is under way", call("renegotiate", "'eth'"));
    }

    @Test
    void renegotiatesStopsAndTellsHowFarItIs() throws IOException {
        assertTrue(call("renegotiation", "").get("result").isNull());
        assertEquals(json("false"), call("stopRenegotiation", "").get("result"));
        renegotiation.progress.add(new Progress("eth", State.RUNNING, 4, 20, 15, 7, 2, 3, 1, 0, 5));

        JsonNode progress = json("{'protocol':'eth','state':'RUNNING','atOnce':4,'peersAtStart':20,'floor':15,"
                + "'toDo':7,'away':2,'done':3,'unchanged':1,'lost':0,'inbound':5}");
        assertEquals(progress, call("renegotiate", "'eth'").get("result"));
        assertEquals(
                progress, call("renegotiate", "'eth',{'atOnce':1,'keep':0.9}").get("result"));
        assertEquals(progress, call("renegotiation", "").get("result"));
        assertEquals(json("true"), call("stopRenegotiation", "").get("result"));
        assertEquals(List.of("stop", "start eth 7 0.6", "start eth 1 0.9", "stop"), renegotiation.orders);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "swap | 'echo' | missing value for required argument 1",
                "swap | 'echo','echo.jar' | the path of a jar begins with /, got echo.jar",
                "swap | 'echo','/x',{'canary':'10%'} | canary is not a number from 0 to 1",
                "swap | 'echo','/x',{'canary':10} | canary is not a number from 0 to 1",
                "swap | 'echo','/x',{'canary':0} | canary is not a share between 0 and 1",
                "swap | 'echo','/x',{'canary':1.0} | canary is not a share between 0 and 1",
                "swap | 'echo','/x',{'canary':0.1,'watchSeconds':1} | a canary is watched as long as it stands: no watchSeconds",
                "swap | 'echo','/x',{'watchSeconds':-1} | watchSeconds is not a number from 0 to 31536000",
                "swap | 'echo','/x',{'watchSeconds':1e999999999} | watchSeconds is not a number from 0 to 31536000",
                "swap | 'echo','/x',7 | argument 2 is not an object",
                "swap | 'echo','/x',{},1 | too many arguments, want at most 3",
                "promote | 'echo',{'watch':1} | unknown option watch, there are watchSeconds",
                "rollback | 'echo',{} | too many arguments, want at most 1",
                "rollback | 9 | argument 0 is not a string",
                "renegotiate | 'eth',{'atOnce':0} | atOnce is not a whole number above 0",
                "renegotiate | 'eth',{'atOnce':1.5} | atOnce is not a whole number above 0",
                "renegotiate | 'eth',{'atOnce':1e-999999999} | atOnce is not a whole number above 0",
                "renegotiate | 'eth',{'keep':1.1} | keep is not a number from 0 to 1",
            })
    void refusesArgumentsItDoesNotUnderstandAndDoesNothing(String method, String params, String message)
            throws IOException {
        assertError(INVALID_PARAMS, message, call(method, params));
        assertEquals(List.of(), releases.orders);
        assertEquals(List.of(), renegotiation.orders);
    }

    private static void assertError(int code, String message, JsonNode answer) {
        assertEquals(code, answer.at("/error/code").asInt(), answer.toString());
        assertEquals(message, answer.at("/error/message").asText());
    }

    private JsonNode call(String method, String params) throws IOException {
        String call = "{'jsonrpc':'2.0','id':1,'method':'jackfield_" + method + "','params':[" + params + "]}";
        byte[] request = call.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return MAPPER.readTree(rpc.answer(request).orElseThrow());
    }

    private static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text.replace('\'', '"'));
    }

    private static ReleaseReport report(Phase phase, String reason) {
        return new ReleaseReport(
                "echo",
                9,
                "1.0.0",
                "2.0.0",
                phase,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH.plusSeconds(60)),
                1,
                reason,
                ReleaseStatistics.NONE,
                ReleaseStatistics.NONE);
    }
}
