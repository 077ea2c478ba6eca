"""Sends requests to RingCentral, and keeps the user signed in."""
