"""The programs that a developer runs. Those in the README need only a bare Python 3.11."""
