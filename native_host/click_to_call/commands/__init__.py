"""The command line `click-to-call`: its commands, their output and their exit codes."""
