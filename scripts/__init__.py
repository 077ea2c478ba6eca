"""The programs that a developer runs. The programs that README.md names run on Python 3.11 without
any package, and install what they need."""
