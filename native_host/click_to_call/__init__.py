"""Click-To-Call's native-messaging host: holds the RingCentral sign-in and places the calls."""

__version__ = "0.1.0"
