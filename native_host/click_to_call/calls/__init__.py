"""Placing and following calls, at most one for one click."""
