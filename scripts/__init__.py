"""The programs of a developer. Those named in the README need only a bare Python 3.11."""
