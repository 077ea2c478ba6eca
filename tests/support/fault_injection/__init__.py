"""Real hosts on real pipes, and the faults that they must survive."""
