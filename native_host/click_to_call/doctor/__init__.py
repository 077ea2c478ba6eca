"""The doctor looks for every known reason why the installed host may not work, and names each
reason that it finds."""
