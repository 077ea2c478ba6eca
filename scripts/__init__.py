"""The programs that a developer runs. The programs that README.md names need only Python 3.11. They
install everything else that they need."""
