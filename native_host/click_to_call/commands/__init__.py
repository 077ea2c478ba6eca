"""The command line: its verbs and how they speak."""
