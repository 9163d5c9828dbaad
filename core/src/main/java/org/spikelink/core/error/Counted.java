package org.spikelink.core.error;

/** Numbers of things in messages: {@code 2 events}, {@code 1 event}, {@code 1 byte after damage}. */
public final class Counted {
    private Counted() {}

    /**
     * A number and its things.
     *
     * @param things in the plural; the first word that ends in "s" changes if there is one of them
     */
    public static String of(long count, String things) {
        return count + " " + (count == 1 ? singular(things) : things);
    }

    private static String singular(String things) {
        String[] words = things.split(" ");
        for (int n = 0; n < words.length; n++) {
            if (words[n].endsWith("s")) {
                words[n] = withoutEnding(words[n]);
                return String.join(" ", words);
            }
        }
        return things;
    }

    private static String withoutEnding(String word) {
        if (word.endsWith("ies") && !word.equals("series")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean hissing = word.endsWith("ches") || word.endsWith("shes") || word.endsWith("xes");
        return word.equals("series") ? word : word.substring(0, word.length() - (hissing ? 2 : 1));
    }
}
