package dev.longhaul.source;

/**
 * One thing that is wrong with a dataset file.
 *
 * @param line from 1
 */
record DatasetError(String file, int line, String message) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
