package io.orchestrator.cli;

/** The exit codes of every command. */
final class Exit {

    static final int SUCCESS = 0;

    /** The job ran and did not succeed, or something broke on the way. */
    static final int FAILURE = 1;

    /** The document, an input, a setting or the command line is wrong, or what is needed is not there. */
    static final int INVALID = 2;

    private Exit() {}
}
