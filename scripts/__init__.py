"""The programs a developer runs. Those named in the README need nothing but a bare Python 3.11."""
