"""The sign-in in the computer's keyring."""
