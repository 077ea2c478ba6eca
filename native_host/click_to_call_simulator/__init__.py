"""A simulated RingCentral for tests, demonstrations and a first try without an account.

The simulator imports nothing from click_to_call. Otherwise a mistake in click_to_call would also be
in the simulator, and tests could not find it.
"""

from .account import Account
from .api import Record, Settings, Simulator
from .cli import main
from .faults import Fault
from .http_server import serve
from .http_types import Request, Response
from .oauth import App
from .ringout import RingOut

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
