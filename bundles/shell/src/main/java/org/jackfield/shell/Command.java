package org.jackfield.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Process;

/**
 * What a command takes, and how it is run: its options are checked, {@code --help} is answered, and what it returns is
 * printed to where Gogo has it print (the console, a pipe, a file).
 *
 * @param name with its scope, {@code p2p:peers}
 * @param summary one sentence
 * @param parameters names of the words it takes; those in brackets, at the end, may be left out; the last, if it ends with
 *     {@code ...}, stands for any number of words
 */
record Command(String name, String summary, List<String> parameters, List<Option> options) {

    static final Option JSON = new Option("--json", "", "print JSON");

    private static final Option HELP = new Option("--help", "", "print this");

    /**
     * @param value name of the option's value; empty if it takes none
     */
    record Option(String name, String value, String text) {}

    /** The words and options that were given. */
    record Given(List<String> words, Map<String, String> options) {

        boolean has(Option option) {
            return options.containsKey(option.name());
        }

        Optional<String> value(Option option) {
            return Optional.ofNullable(options.get(option.name()));
        }

        boolean json() {
            return has(JSON);
        }
    }

    /** What a command does. */
    @FunctionalInterface
    interface Action {

        /** Returns what is to be printed; may be empty. */
        String run(Given given) throws Exception;
    }

    static Command of(String name, String summary, List<String> parameters, Option... options) {
        List<Option> all = new ArrayList<>(List.of(options));
        all.add(HELP);
        return new Command(name, summary, parameters, List.copyOf(all));
    }

    /**
     * @throws CommandException if the words are not what the command takes
     */
    void run(String[] words, Action action) throws Exception {
        Given given = parse(words);
        String text = given.has(HELP) ? help() : action.run(given);
        if (!text.isEmpty()) {
            out().println(text);
        }
    }

    /** Where the running command prints to. */
    static PrintStream out() {
        return Process.Utils.current().out();
    }

    Given parse(String[] words) throws CommandException {
        List<String> plain = new ArrayList<>();
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            // Gogo hands the word null over as null.
            String word = String.valueOf(words[i]);
            if (!word.startsWith("-")) {
                plain.add(word);
                continue;
            }
            Option option = option(word);
            boolean takesValue = !option.value().isEmpty();
            if (takesValue && i + 1 == words.length) {
                throw new CommandException(word + " needs a value: " + option.value());
            }
            found.put(option.name(), takesValue ? String.valueOf(words[++i]) : "");
        }
        long needed = parameters.stream().filter(name -> !name.startsWith("[")).count();
        boolean fit = plain.size() >= needed && plain.size() <= most();
        if (!fit && !found.containsKey(HELP.name())) {
            throw new CommandException("usage: " + usage());
        }
        return new Given(plain, found);
    }

    private int most() {
        boolean open =
                !parameters.isEmpty() && parameters.get(parameters.size() - 1).endsWith("...");
        return open ? Integer.MAX_VALUE : parameters.size();
    }

    private Option option(String word) throws CommandException {
        return options.stream()
                .filter(option -> option.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new CommandException("unknown option " + word + "; usage: " + usage()));
    }

    String help() {
        Table table = new Table();
        options.forEach(option -> table.row("  " + (option.name() + ' ' + option.value()).strip(), option.text()));
        return "usage: " + usage() + "\n" + summary + "\n\n" + table;
    }

    private String usage() {
        StringBuilder usage = new StringBuilder(name);
        parameters.forEach(parameter -> usage.append(' ').append(parameter));
        options.forEach(option -> usage.append(" [")
                .append((option.name() + ' ' + option.value()).strip())
                .append(']'));
        return usage.toString();
    }
}
