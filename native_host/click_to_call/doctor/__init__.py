"""The doctor: looks for every known cause of "it does not work", and names it."""
