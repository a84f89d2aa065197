package org.jackfield.bench.crowd;

/**
 * What the watching nodes have counted over all links and both protocols.
 *
 * @param received numbers from the node
 * @param sent numbers to the node, which ends a link where one is not the next
 */
public record Tally(long received, long sent, long lost, long reordered, long duplicated) {

    public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    public static Tally parse(String words) {
        String[] word = words.split(" ");
        return new Tally(
                Long.parseLong(word[0]),
                Long.parseLong(word[1]),
                Long.parseLong(word[2]),
                Long.parseLong(word[3]),
                Long.parseLong(word[4]));
    }

    public String inWords() {
        return received + " " + sent + " " + lost + " " + reordered + " " + duplicated;
    }

    public Tally plus(Tally more) {
        return new Tally(
                received + more.received,
                sent + more.sent,
                lost + more.lost,
                reordered + more.reordered,
                duplicated + more.duplicated);
    }

    public boolean faultless() {
        return lost + reordered + duplicated == 0;
    }
}
