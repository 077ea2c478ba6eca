"""Defines a finding of the doctor: a code, what was found, and what the user should do.

Depends on errors.py.
"""

from dataclasses import dataclass

from click_to_call.errors import Problem


@dataclass(frozen=True)
class Finding:
    """One finding. `code` is "ok", "note" or the name of a fault. The meaning of a code never
    changes, so programs may rely on it."""

    code: str
    words: str
    """Full sentences that say what was found."""
    todo: str = ""
    """One thing that the user should do, as a sentence or as "Run: …". Never "" for a fault."""

    @property
    def is_fault(self) -> bool:
        return self.code not in ("ok", "note")

    @property
    def line(self) -> str:
        """Returns the finding as one text: what was found, then what to do."""
        return f"{self.words} {self.todo}".rstrip()


_TODO = {
    "not_signed_in": "Run: click-to-call login",
    "sign_in_expired": "Run: click-to-call login",
    "sign_in_refused": "Run: click-to-call login",
    "exchange_refused": "Try again later. If it stays so, ask the administrator.",
    "exchange_not_understood": "Try again later. Behind a proxy or a sign-in page of a network, "
    "open any page in the browser first.",
    "exchange_unreachable": "Look at the network, then try again.",
    "permission_missing": "Ask the administrator of your account for the permission.",
    "journal_unusable": "Make room on the disk, or give yourself the right to write there.",
    "keyring_failed": "Look into the program that keeps the keyring, or restart the computer.",
    "config_invalid": "Run: click-to-call config list",
}


def of_problem(problem: Problem) -> Finding:
    """Turns a Problem into a finding. The last sentence of the Problem's message says what to do,
    and becomes the finding's `todo`. If the message has only one sentence, or if the Problem
    concerns the sign-in, the `todo` comes from the table _TODO."""
    words, separator, last = problem.message.rstrip().rpartition(". ")
    if problem.code in ("not_signed_in", "sign_in_expired", "sign_in_refused"):
        return Finding(problem.code, problem.message, _TODO[problem.code])
    if separator and last:
        return Finding(problem.code, f"{words}.", last)
    usual = "Run: click-to-call doctor --report report.json, and ask for help with that file."
    return Finding(problem.code, problem.message, _TODO.get(problem.code, usual))
