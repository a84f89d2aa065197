package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginRuleTest {

    @ParameterizedTest
    @CsvSource({
        "'',                        ,                          true",
        "'',                        http://localhost,          false",
        "*,                         https://evil.example,      true",
        "https://dapp.example,      https://dapp.example,      true",
        "https://dapp.example,      HTTPS://DAPP.example:8080, true",
        "https://dapp.example,      http://dapp.example,       false",
        "https://dapp.example:8080, https://dapp.example,      false",
        "dapp.example,              http://dapp.example:81,    true",
        "dapp.example:81,           http://dapp.example:81,    true",
        "dapp.example,              https://evil.dapp.example, false",
        "dapp.example,              'null',                    false",
        "dapp.example,              %%%,                       false",
        "%%%,                       https://dapp.example,      false",
    })
    void admitsWhatAPagesRuleSays(String rule, String origin, boolean admitted) {
        assertEquals(admitted, OriginRule.of(rule).admits(Optional.ofNullable(origin)));
    }
}
