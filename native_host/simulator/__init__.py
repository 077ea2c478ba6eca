"""A made-up RingCentral for tests, demonstrations and a first try without an account.

Imports nothing of the client, so that it cannot share its mistakes.
"""

from .account import Account
from .api import Record, Settings, Simulator
from .command import main
from .door import serve
from .faults import Fault
from .http_types import Request, Response
from .oauth import App
from .ring_outs import RingOut

__all__ = [
    "Account",
    "App",
    "Fault",
    "Record",
    "Request",
    "Response",
    "RingOut",
    "Settings",
    "Simulator",
    "main",
    "serve",
]
