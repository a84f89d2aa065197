package org.jackfield.chain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors: ethereum/tests TrieTests/trietest.json and trieanyorder.json, go-ethereum trie/trie_test.go. */
class TrieRootTest {

    @Test
    void theEmptyTrieHasTheWellKnownRoot() {
        assertEquals("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421", Hex.text(TrieRoot.EMPTY));
        assertEquals(Hex.text(TrieRoot.EMPTY), Hex.text(TrieRoot.of(List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "doe=reindeer dog=puppy dogglesworth=cat, 8aad789dff2f538bca5d8ea56e8abe10f4c7ba3a5dea95fea4cd6e7c3a1168d3",
        "do=verb horse=stallion doge=coin dog=puppy, 5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84",
        "A=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, d23786fb4a010da3ce639d66d5e904a11dbc02746d1ce25029e53290cabf28ab",
        "foo=bar food=bass, 17beaa1648bafa633cda809c90c04af50fc8aed3cb40d16efbddee6fdf63c4c3",
        "be=e dog=puppy bed=d, 3f67c7a47520f79faa29255d2d3c084a7a6df0453116ed7232ff10277a8be68b"
    })
    void rootsAreThoseOfThePublishedVectors(String entries, String root) {
        List<TrieRoot.Entry> list = new ArrayList<>();
        for (String entry : entries.split(" ")) {
            String[] pair = entry.split("=");
            list.add(new TrieRoot.Entry(pair[0].getBytes(US_ASCII), pair[1].getBytes(US_ASCII)));
        }
        assertEquals("0x" + root, Hex.text(TrieRoot.of(list)));
    }

    @Test
    void theOrderOfEntriesDoesNotMatter() {
        List<TrieRoot.Entry> entries = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            entries.add(new TrieRoot.Entry(key, new byte[] {1, (byte) i}));
        }
        String root = Hex.text(TrieRoot.of(entries));
        Collections.shuffle(entries, random);
        assertEquals(root, Hex.text(TrieRoot.of(entries)));
    }
}
