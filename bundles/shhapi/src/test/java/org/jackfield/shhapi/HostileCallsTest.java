package org.jackfield.shhapi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.messages.LocalMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileCallsTest {

    /** Not powTime: with it some of the junk would be worked upon for real. */
    private static final List<String> NAMES = List.of(
            "symKeyID",
            "pubKey",
            "sig",
            "ttl",
            "topic",
            "payload",
            "padding",
            "powTarget",
            "targetPeer",
            "privateKeyID",
            "minPow",
            "topics",
            "allowP2P");

    /** They make keys, which takes its time, of arguments that are read as those of the others. */
    private static final List<String> LEFT_OUT =
            List.of("newKeyPair", "newSymKey", "addPrivateKey", "addSymKey", "generateSymKeyFromPassword");

    @TempDir
    Path folder;

    @Test
    void answersOrRefusesWhateverItIsAsked() throws Exception {
        LocalMessages messages = LocalMessages.open(folder);
        List<Object> known = List.of(
                messages.ring().newSymmetric(),
                messages.ring().newPair(),
                Values.hex(messages.ring().publicKey(messages.ring().newPair())));
        Map<String, RpcMethod> methods = methods(messages);
        List<String> names = methods.keySet().stream().sorted().toList();
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            String name = names.get(random.nextInt(names.size()));
            List<Object> params = new ArrayList<>();
            for (int count = random.nextInt(3); count > 0; count--) {
                params.add(junk(random, 2, known));
            }
            try {
                methods.get(name).call(new RpcParams(params));
            } catch (RpcException e) {
                assertTrue(e.getMessage().length() < 300, e.getMessage());
            }
        }
    }

    private static Map<String, RpcMethod> methods(LocalMessages messages) {
        PostMethod post = new PostMethod(messages.messenger(), new Patience());
        Map<String, RpcMethod> methods =
                new HashMap<>(new NodeMethods(messages.envelopes(), messages.envelopes()).methods("6.0"));
        methods.putAll(new KeyMethods(messages.ring()).methods());
        methods.putAll(new FilterMethods(messages.messenger()).methods());
        methods.put("post", post::call);
        methods.keySet().removeAll(LEFT_OUT);
        return methods;
    }

    private static Object junk(Random random, int depth, List<Object> known) {
        switch (random.nextInt(depth > 0 ? 13 : 11)) {
            case 0:
                return null;
            case 1:
                return random.nextBoolean();
            case 2:
                return random.nextInt();
            case 3:
                return random.nextInt(5);
            case 4:
                return "";
            case 5:
                return "0x" + "f".repeat(random.nextInt(10));
            case 6:
                return "0x" + Integer.toHexString(random.nextInt() | 1 << 30);
            case 7:
                return new BigDecimal("1.5e" + random.nextInt(500));
            case 8:
                return "enode://" + "01".repeat(64) + "@127.0.0.1:" + random.nextInt(70_000);
            case 9:
            case 10:
                return known.get(random.nextInt(known.size()));
            case 11:
                return Arrays.asList(junk(random, depth - 1, known), junk(random, depth - 1, known));
            default:
                Map<String, Object> object = new HashMap<>();
                for (int i = 0; i < 5; i++) {
                    object.put(NAMES.get(random.nextInt(NAMES.size())), junk(random, depth - 1, known));
                }
                return object;
        }
    }
}
