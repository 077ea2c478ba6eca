"""Putting the host where browsers find it, and taking it away."""
