"""Stores the sign-in in the computer's keyring."""
