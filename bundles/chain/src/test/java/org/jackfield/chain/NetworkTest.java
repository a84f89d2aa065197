package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    /** go-ethereum, params/config.go. */
    @ParameterizedTest
    @CsvSource({
        "mainnet, 1, 0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3",
        "sepolia, 11155111, 0x25a5cc106eea7138acab33231d7160d69cb777ee0c2c553fcddf5138993e6dd9",
        "hoodi, 560048, 0xbbe312868b376a3001692a646dd2d7d1e4406380dfd86b98aa8a34d1557c971b",
        "holesky, 17000, 0xb5f7f912443c940f21fd611f12828d75b534364ed9e95ca4e307729a4661bde4"
    })
    void theGenesisHasTheKnownHash(String name, long chainId, String hash) {
        Genesis genesis = Network.named(name).orElseThrow().genesis();
        assertEquals(hash, Hex.text(genesis.hash()));
        assertEquals(chainId, genesis.chainId());
        assertTrue(genesis.forks().terminalDifficulty().isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "mainnet, 1149999, 0, FRONTIER",
        "mainnet, 1150000, 0, HOMESTEAD",
        "mainnet, 9069000, 0, ISTANBUL",
        "mainnet, 12964999, 0, BERLIN",
        "mainnet, 15050000, 0, LONDON",
        "mainnet, 20000000, 1681338455, SHANGHAI",
        "mainnet, 20000000, 1746612310, CANCUN",
        "mainnet, 20000000, 1746612311, PRAGUE",
        "mainnet, 20000000, 1767747671, OSAKA",
        "hoodi, 0, 1742212800, CANCUN",
        "holesky, 0, 1695902100, LONDON"
    })
    void forksTakeEffectInTheirOrder(String name, long number, long time, Fork expected) {
        assertEquals(
                expected, Network.named(name).orElseThrow().genesis().forks().at(number, time));
    }

    /** go-ethereum, params/config.go: the default blob configurations. */
    @ParameterizedTest
    @CsvSource({"1710338135, 6", "1746612311, 9", "1764798551, 9", "1765290071, 15", "1767747671, 21"})
    void blobLimitsFollowTheForks(long time, int max) {
        assertEquals(
                max, Network.MAINNET.genesis().forks().blobs(time).orElseThrow().max());
    }

    @Test
    void othersAreNotKnown() {
        assertTrue(Network.named("goerli").isEmpty());
        assertTrue(Network.MAINNET.genesis().forks().blobs(1710338134).isEmpty());
    }
}
